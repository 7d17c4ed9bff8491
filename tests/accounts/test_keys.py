from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from tests.conftest import Player
from time_machine import Traveller

from openrounds.accounts.access import (
    access_person,
    authenticate_bearer,
    find_sign_in_link,
    has_role,
    people_of_keys,
    people_of_sessions,
    person_from_session_key,
)
from openrounds.accounts.actions import (
    end_token,
    make_sign_in_link,
    make_token,
    revoke_role,
    use_sign_in_link,
)
from openrounds.accounts.models import ApiToken, Role
from openrounds.audit.models import LogEntry
from openrounds.errors import NotAllowed, SignInNeeded


@pytest.fixture
def key(patient: Player) -> str:
    return make_token(patient.person, name="my reader", may_write=False)


def test_a_key_opens_the_door_to_its_person(patient: Player, key: str) -> None:
    assert authenticate_bearer(f"Bearer {key}") == patient.person
    assert authenticate_bearer(f"bearer  {key} ") == patient.person


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer or_wrong", "Basic abc"])
def test_anything_else_opens_nothing(db: None, header: str | None) -> None:
    assert authenticate_bearer(header) is None


def test_only_the_hash_of_a_key_is_stored(key: str) -> None:
    token = ApiToken.objects.get()

    assert key not in [str(value) for value in vars(token).values()]
    assert len(token.digest) == 64


def test_an_ended_key_and_the_key_of_a_shut_account_open_nothing(patient: Player, key: str) -> None:
    end_token(ApiToken.objects.get())
    assert authenticate_bearer(f"Bearer {key}") is None

    other = make_token(patient.person, name="other", may_write=True)
    type(patient.person).objects.update(is_active=False)
    assert authenticate_bearer(f"Bearer {other}") is None


def test_a_key_that_may_only_read_is_refused_where_something_would_be_written(key: str) -> None:
    with pytest.raises(NotAllowed):
        authenticate_bearer(f"Bearer {key}", to_write=True)


def test_a_key_costs_one_query_roles_included(
    host: Player, django_assert_num_queries: Any, clock: Traveller
) -> None:
    key = make_token(host.person, name="bot", may_write=True)
    authenticate_bearer(f"Bearer {key}")  # the first use of a day is written down

    with django_assert_num_queries(1):
        person = authenticate_bearer(f"Bearer {key}", to_write=True)
        assert has_role(person, Role.HOST)


def test_a_role_that_was_taken_back_does_not_come_with_a_key(
    host: Player, administrator: Player
) -> None:
    key = make_token(host.person, name="bot", may_write=True)
    revoke_role(host.person, Role.HOST, by=administrator.person)

    assert not has_role(authenticate_bearer(f"Bearer {key}"), Role.HOST)


def test_of_the_last_use_only_the_day_is_kept(key: str, clock: Traveller) -> None:
    authenticate_bearer(f"Bearer {key}")
    clock.shift(timedelta(days=1, hours=2))
    authenticate_bearer(f"Bearer {key}")

    assert ApiToken.objects.get().last_used_on == date(2026, 3, 3)


def test_a_session_cookie_tells_who_is_there_for_the_live_stream(
    host: Player, django_assert_num_queries: Any
) -> None:
    cookie = host.cookies[settings.SESSION_COOKIE_NAME].value

    with django_assert_num_queries(2):
        person = person_from_session_key(cookie)
        assert has_role(person, Role.HOST)
    assert person == host.person


def test_no_unknown_signed_out_or_outdated_session_is_anybody(host: Player, db: None) -> None:
    cookie = host.cookies[settings.SESSION_COOKIE_NAME].value
    anonymous = Client()
    anonymous.session["seen"] = True
    assert person_from_session_key(None) is None
    assert person_from_session_key("nothing") is None

    host.person.set_password("a new password, so all others end")
    host.person.save()

    assert person_from_session_key(cookie) is None


def test_many_keys_at_once_give_their_people_and_leave_out_the_dead(
    patient: Player, host: Player, django_assert_num_queries: Any
) -> None:
    alive = make_token(patient.person, name="a", may_write=False)
    ended = make_token(patient.person, name="b", may_write=False)
    end_token(ApiToken.objects.get(name="b"))
    shut = make_token(host.person, name="c", may_write=False)
    type(host.person).objects.filter(handle="host").update(is_active=False)

    with django_assert_num_queries(2):
        found = people_of_keys({alive, ended, shut, "made-up"})

    assert found == {alive: patient.person}


def test_many_sessions_at_once_give_their_people_and_leave_out_the_outdated(
    patient: Player, host: Player, django_assert_num_queries: Any
) -> None:
    cookies = {player: player.cookies["sessionid"].value for player in (patient, host)}
    patient.person.set_password("a new password, so all others end")
    patient.person.save()
    anonymous = SessionStore()
    anonymous["seen"] = True
    anonymous.save()

    with django_assert_num_queries(2):
        found = people_of_sessions([*cookies.values(), anonymous.session_key or "", "made-up"])

    assert found == {cookies[host]: host.person}
    assert has_role(found[cookies[host]], Role.HOST)


def test_nobody_in_particular_is_asked_to_sign_in() -> None:
    with pytest.raises(SignInNeeded):
        access_person(AnonymousUser())


def test_ending_a_key_twice_ends_it_once(patient: Player, key: str) -> None:
    token = ApiToken.objects.get()
    end_token(token)
    end_token(token)

    assert LogEntry.objects.filter(action="token.ended").count() == 1


def test_a_link_spent_between_looking_and_pressing_opens_nothing(patient: Player) -> None:
    path = make_sign_in_link(patient.person)
    link = find_sign_in_link(path.strip("/").split("/")[-1])
    assert link is not None

    assert use_sign_in_link(link)
    assert not use_sign_in_link(link)
