"""Somebody with a password, the mail that has arrived, and how many passwords were hashed."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings
from tests.conftest import Player

from openrounds.accounts.actions import create_person
from openrounds.accounts.models import Person
from openrounds.jobs.worker import work_off

PASSWORD = "four odd words here"


@pytest.fixture(autouse=True)
def nobody_was_here_before() -> None:
    """allauth counts attempts in the cache, which outlives a test."""
    cache.clear()


class CountedHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: what an attacker with a stop watch would measure."""

    times = 0

    def encode(self, password: str, salt: str) -> str:
        CountedHasher.times += 1
        return str(super().encode(password, salt))


@pytest.fixture
def hashes(settings: Settings) -> Callable[[], int]:
    """How many passwords were hashed since the last time one asked."""
    settings.PASSWORD_HASHERS = ["tests.accounts.conftest.CountedHasher"]
    CountedHasher.times = 0

    def count() -> int:
        times, CountedHasher.times = CountedHasher.times, 0
        return times

    return count


@pytest.fixture
def nora(db: None) -> Person:
    """Has a checked address and a password."""
    return create_person("nora", "nora@example.org", password=PASSWORD)


@pytest.fixture
def at_home(nora: Person) -> Player:
    """Nora's browser, signed in through the page."""
    return sign_in(nora)


def sign_in(person: Person, password: str = PASSWORD) -> Player:
    player = Player()
    player.person = person
    player.post("/accounts/login/", {"login": person.handle, "password": password})
    return player


def prove(player: Player, password: str = PASSWORD) -> None:
    """Say once more who one is, as pages that matter ask."""
    player.post("/accounts/reauthenticate/", {"password": password})


def who(client: Client) -> str | None:
    """The handle under which this browser is signed in."""
    answer = client.get("/accounts/profile/")
    return str(answer.context["request"].user.handle) if answer.status_code == 200 else None


def read_mail() -> list[mail.EmailMessage]:
    """The mail that has arrived, after the background work is done."""
    work_off()
    arrived = list(mail.outbox)
    mail.outbox.clear()
    return arrived


def link_in(message: mail.EmailMessage) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"http://testserver(/\S+)", str(message.body))
    assert found, message.body
    return found[1]
