"""Who may hear a room live, asked for many at once."""

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries
from pytest_django.fixtures import Settings

from openrounds.accounts.access import session_cookie_name
from openrounds.demo.crowd import gather_crowd
from openrounds.errors import NotFound, SignInNeeded
from openrounds.project.live import authorise
from openrounds.realtime.grants import Grant, LiveRequest
from openrounds.rooms.models import Audience, Level, Membership, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys() -> list[str]:
    """Keys of three members of the room `tea`, which is open to those who are signed in."""
    return gather_crowd("tea", members=3)


def ask(
    room: str = "tea", *, key: str = "", session: str = "", peer: str = "10.0.0.1", via: str = ""
) -> LiveRequest:
    cookies = {session_cookie_name(): session} if session else {}
    return LiveRequest((room,), cookies, key, peer, via)


def open_to_everybody() -> None:
    Room.objects.update(level=Level.OPEN_UNLISTED)
    Audience.objects.update(level=Level.OPEN_UNLISTED)


def granted(request: LiveRequest) -> Grant:
    [answer] = authorise([request])
    assert isinstance(answer, Grant)
    return answer


def test_a_members_key_opens_the_streams_of_the_room(keys: list[str]) -> None:
    grant = granted(ask(key=keys[1]))

    assert grant.rooms == ("tea",)
    assert grant.topics
    assert grant.person_ref
    assert grant.address == ""


def test_a_session_opens_them_too(keys: list[str]) -> None:
    browser = Client()
    person = Membership.objects.get(pseudonym="Member 2").person
    assert person is not None
    browser.force_login(person)

    grant = granted(ask(session=browser.cookies[session_cookie_name()].value))

    assert grant.person_ref == person.log_ref


def test_a_visitor_hears_nothing_of_a_room_for_members(keys: list[str]) -> None:
    [answer] = authorise([ask()])

    assert isinstance(answer, NotFound)


def test_a_key_that_opens_nothing_is_not_taken_for_a_visitor(keys: list[str]) -> None:
    open_to_everybody()

    [answer] = authorise([ask(key="or_ended_long_ago")])

    assert isinstance(answer, SignInNeeded)


def test_a_room_that_does_not_exist_sounds_like_one_that_is_closed(keys: list[str]) -> None:
    nowhere, closed = authorise([ask("nowhere"), ask("tea")])

    assert isinstance(nowhere, NotFound)
    assert isinstance(closed, NotFound)
    assert nowhere.message == closed.message


def test_visitors_are_counted_by_the_network_that_our_proxy_saw(
    keys: list[str], settings: Settings
) -> None:
    open_to_everybody()
    settings.TRUSTED_PROXIES = 1

    grant = granted(ask(peer="10.0.0.1", via="6.6.6.6, 192.0.2.7"))

    assert grant.address == "192.0.2.7"
    assert grant.person_ref == ""


def test_a_hundred_questions_cost_no_more_queries_than_one(keys: list[str]) -> None:
    with assertNumQueries(5):
        authorise([ask(key=keys[1])])

    with assertNumQueries(5):
        authorise([ask(key=keys[number % 3]) for number in range(100)])
