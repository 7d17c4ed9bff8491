import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from tests.accounts.conftest import link_in, read_mail, who

from openrounds.accounts.models import Person
from openrounds.audit.models import LogEntry

PAGE = "/accounts/signup/"
ZOE = {"username": "Zoe", "email": "zoe@example.org", "password1": "seven quiet geese"}


def test_who_signs_up_is_in_after_saying_that_the_address_is_hers(
    visitor: Client, db: None
) -> None:
    answer = visitor.post(PAGE, ZOE)

    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert who(visitor) is None
    (message,) = read_mail()
    assert message.to == ["zoe@example.org"]
    visitor.post(link_in(message))
    assert who(visitor) == "zoe"
    assert Person.objects.get(handle="zoe").email == "zoe@example.org"


def test_looking_at_the_link_confirms_nothing(visitor: Client, db: None) -> None:
    visitor.post(PAGE, ZOE)
    (message,) = read_mail()

    assert visitor.get(link_in(message)).status_code == 200

    assert who(visitor) is None


def test_a_sign_up_is_logged_by_reference_alone(visitor: Client, db: None) -> None:
    visitor.post(PAGE, ZOE)

    entry = LogEntry.objects.get(action="person.joined")
    person = Person.objects.get(handle="zoe")
    assert entry.actor_ref == entry.object_ref == person.log_ref
    assert "zoe" not in str(vars(entry))


def test_sign_up_answers_in_the_same_way_and_time_whether_the_address_is_known(
    nora: Person, hashes: Callable[[], int]
) -> None:
    new, known = Client(), Client()
    new_answer = new.post(PAGE, ZOE)
    time_for_new = hashes()

    known_answer = known.post(PAGE, {**ZOE, "username": "zoe2", "email": "nora@example.org"})
    time_for_known = hashes()

    assert time_for_known == time_for_new
    assert known_answer.status_code == new_answer.status_code
    assert known_answer.headers["Location"] == new_answer.headers["Location"]
    assert set(known_answer.cookies) == set(new_answer.cookies)
    shown = [one.get(new_answer.headers["Location"]).content.decode() for one in (new, known)]
    assert shown[0].replace("zoe@", "nora@") == shown[1]
    assert sorted(message.to[0] for message in read_mail()) == [
        "nora@example.org",
        "zoe@example.org",
    ]
    assert not Person.objects.filter(handle="zoe2").exists()


def test_whoever_owns_the_known_address_is_told_and_offered_a_new_password(
    nora: Person, visitor: Client
) -> None:
    visitor.post(PAGE, {**ZOE, "email": "NORA@example.org"})

    (message,) = read_mail()
    assert message.to == ["nora@example.org"]
    assert "/accounts/password/reset/" in str(message.body)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"username": "nora"}, "This handle is taken"),
        ({"username": "NORA"}, "This handle is taken"),
        ({"username": "two words"}, "Use letters, digits"),
        ({"username": "<script>"}, "Use letters, digits"),
        ({"email": "no address"}, "valid email"),
        ({"password1": "short"}, "too short"),
        ({"password1": "1234567890"}, "too common"),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_is_made(
    nora: Person, visitor: Client, wrong: Any, words: Any
) -> None:
    answer = visitor.post(PAGE, {**ZOE, **wrong})

    assert words in answer.content.decode()
    assert Person.objects.count() == 1


def test_the_form_says_what_a_handle_is_for_and_asks_nothing_else(
    visitor: Client, db: None
) -> None:
    page = visitor.get(PAGE).content.decode()

    assert "Others do not see it" in page
    fields = re.findall(r'name="(\w+)"', page.split("<form")[1])
    assert fields == ["csrfmiddlewaretoken", "username", "email", "password1"]


def test_too_many_sign_ups_from_one_network_are_asked_to_wait(
    visitor: Client, db: None, settings: Settings
) -> None:
    settings.SIGN_UPS_PER_HOUR = 2
    for number in range(2):
        Client().post(PAGE, {**ZOE, "username": f"z{number}", "email": f"z{number}@example.org"})

    answer = Client().post(PAGE, {**ZOE, "username": "zz", "email": "zz@example.org"})

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 60
    assert "A little slower" in answer.content.decode()
    assert not Person.objects.filter(handle="zz").exists()


def test_mistakes_in_the_form_do_not_count_against_the_limit(
    visitor: Client, db: None, settings: Settings
) -> None:
    settings.SIGN_UPS_PER_HOUR = 1
    for _ in range(3):
        visitor.post(PAGE, {**ZOE, "password1": "short"})

    assert visitor.post(PAGE, ZOE).status_code == 302


def test_where_sign_up_is_off_the_page_says_whom_to_ask(
    visitor: Client, db: None, settings: Settings
) -> None:
    settings.SIGN_UP = False

    assert "Nobody can sign up here" in visitor.get(PAGE).content.decode()
    visitor.post(PAGE, ZOE)
    assert not Person.objects.exists()
    assert "Make an account" not in visitor.get("/accounts/login/").content.decode()
