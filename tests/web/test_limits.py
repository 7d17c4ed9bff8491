"""How often one source may do one thing."""

import pytest
import time_machine
from django.test import RequestFactory
from pytest_django.fixtures import Settings
from tests.conftest import EVENING

from openrounds.errors import TooMany
from openrounds.web.actions import forget_idle_buckets
from openrounds.web.limits import Limit, check_limit
from openrounds.web.models import Bucket
from openrounds.web.network import client_network

pytestmark = pytest.mark.django_db
THREE_A_MINUTE = Limit.per_minute(3)


def test_the_fourth_time_in_a_minute_is_refused_and_told_when_it_works_again(
    clock: time_machine.Traveller,
) -> None:
    for _ in range(3):
        check_limit("post", "nina", THREE_A_MINUTE)

    with pytest.raises(TooMany) as refusal:
        check_limit("post", "nina", THREE_A_MINUTE)

    assert refusal.value.retry_after_s == 20
    assert "20 seconds" in refusal.value.message


def test_after_the_wait_it_works_again(clock: time_machine.Traveller) -> None:
    for _ in range(3):
        check_limit("post", "nina", THREE_A_MINUTE)

    clock.shift(20)
    check_limit("post", "nina", THREE_A_MINUTE)

    with pytest.raises(TooMany):
        check_limit("post", "nina", THREE_A_MINUTE)


def test_asking_while_waiting_does_not_make_the_wait_longer(
    clock: time_machine.Traveller,
) -> None:
    for _ in range(3):
        check_limit("post", "nina", THREE_A_MINUTE)
    for _ in range(19):
        clock.shift(1)
        with pytest.raises(TooMany):
            check_limit("post", "nina", THREE_A_MINUTE)

    clock.shift(1)

    check_limit("post", "nina", THREE_A_MINUTE)
    assert Bucket.objects.get().tokens == pytest.approx(0)


def test_one_source_does_not_use_up_another_ones_share(clock: time_machine.Traveller) -> None:
    for _ in range(3):
        check_limit("post", "nina", THREE_A_MINUTE)

    check_limit("post", "omar", THREE_A_MINUTE)
    check_limit("log-in", "nina", THREE_A_MINUTE)

    assert Bucket.objects.count() == 3


def test_a_clock_that_is_set_back_neither_fills_nor_breaks_a_bucket(
    clock: time_machine.Traveller,
) -> None:
    for _ in range(3):
        check_limit("post", "nina", THREE_A_MINUTE)

    clock.shift(-3600)

    with pytest.raises(TooMany):
        check_limit("post", "nina", THREE_A_MINUTE)


def test_the_table_names_neither_people_nor_networks(clock: time_machine.Traveller) -> None:
    check_limit("sign-up", "203.0.113.7", THREE_A_MINUTE)

    stored = Bucket.objects.values_list().get()
    assert "203.0.113.7" not in str(stored)
    assert "sign-up" not in str(stored)


def test_a_bucket_nobody_touched_is_forgotten(clock: time_machine.Traveller) -> None:
    check_limit("post", "nina", THREE_A_MINUTE)
    clock.shift(60)
    check_limit("post", "omar", THREE_A_MINUTE)

    forgotten = forget_idle_buckets(EVENING.replace(second=30))

    assert (forgotten, Bucket.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("proxies", "near", "forwarded", "network"),
    [
        (0, "203.0.113.7", "", "203.0.113.7"),
        (0, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (1, "127.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "127.0.0.1", "6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "127.0.0.1", "203.0.113.7", "127.0.0.1"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:203.0.113.7", "", "203.0.113.7"),
        (1, "127.0.0.1", "not an address", "unknown"),
    ],
)
def test_a_network_is_what_our_own_proxies_saw_never_what_a_stranger_claims(
    settings: Settings, proxies: int, near: str, forwarded: str, network: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=near, headers=headers)

    assert client_network(request) == network
