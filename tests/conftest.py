"""The cast, and the clock. Everybody in the cast has a browser without JavaScript."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from openrounds.accounts.models import CommunityRole, Person, Role

pytest_plugins = ["tests.servers"]

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)  # a Monday, an hour when chats happen


class Player(Client):
    """Somebody signed in, with a browser of their own. `person` is their account."""

    person: Person


@pytest.fixture
def new_player(db: None) -> Callable[..., Player]:
    """Makes one more person: `new_player("nina", Role.HOST)`."""

    def make(handle: str, *roles: Role) -> Player:
        player = Player()
        player.person = Person.objects.create(handle=handle, email=f"{handle}@example.org")
        player.person.set_unusable_password()
        player.person.save()
        EmailAddress.objects.create(
            user=player.person, email=player.person.email, primary=True, verified=True
        )
        for role in roles:
            CommunityRole.objects.create(person=player.person, role=role)
        player.force_login(player.person)
        return player

    return make


@pytest.fixture
def patient(new_player: Callable[..., Player]) -> Player:
    return new_player("patient")


@pytest.fixture
def host(new_player: Callable[..., Player]) -> Player:
    return new_player("host", Role.HOST)


@pytest.fixture
def clinician(new_player: Callable[..., Player]) -> Player:
    return new_player("clinician", Role.CLINICIAN_CLAIMED)


@pytest.fixture
def moderator(new_player: Callable[..., Player]) -> Player:
    return new_player("moderator", Role.MODERATOR)


@pytest.fixture
def epidemiologist(new_player: Callable[..., Player]) -> Player:
    """Has no right of their own until the health desk exists."""
    return new_player("epidemiologist")


@pytest.fixture
def administrator(new_player: Callable[..., Player]) -> Player:
    return new_player("administrator", Role.ADMINISTRATOR)


@pytest.fixture
def stranger(new_player: Callable[..., Player]) -> Player:
    """Signed in, and a member of no room."""
    return new_player("stranger")


@pytest.fixture
def visitor() -> Client:
    """Nobody in particular: not signed in."""
    return Client()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A Monday evening, standing still: `clock.shift(60)` lets a minute pass."""
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller
