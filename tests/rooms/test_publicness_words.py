"""Beside the field where one writes: who can read it, how many do now, and until when."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests.conftest import Player

from openrounds.realtime.actions import report_presence
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.rooms import narrow, promise_narrowing, set_gone_at
from openrounds.rooms.models import Level, Room
from openrounds.rooms.queries.publicness import publicness_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def beside_the_field(player: Player, slug: str = "gynae") -> str:
    page = player.get(f"/rooms/{slug}/").content.decode()
    words = page[page.index('id="composer-publicness"') :].split("</p>")[0]
    return " ".join(words.split())


def test_an_open_room_says_that_everybody_reads_and_how_many_do_now(
    at_patient: Viewer, patient: Player
) -> None:
    report_presence("a process", {"gynae": 12}, at=timezone.now())

    words = beside_the_field(patient)

    assert "Everybody on the web can read this. Search engines are asked to stay out." in words
    assert "12 reading now" in words
    assert "people can read it" not in words


def test_what_was_promised_stands_there_with_its_date(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    year = timezone.now().year + 1
    promise_narrowing(at_host, Level.MEMBERS, datetime(year, 3, 1, 12, tzinfo=UTC))
    set_gone_at(at_host, datetime(year, 5, 1, 12, tzinfo=UTC))

    words = beside_the_field(patient)

    assert f"From 1 March {year} only people who are signed in can read it." in words
    assert f"Gone on 1 May {year}." in words


def test_a_closed_room_says_roughly_how_many_can_read(
    make_room: Callable[..., Room],
    new_player: Callable[..., Player],
    come_in: Callable[..., Viewer],
    patient: Player,
) -> None:
    come_in(patient.person, make_room("inside", Level.MEMBERS), "Blue Heron")
    for n in range(11):
        new_player(f"somebody-{n}")

    words = beside_the_field(patient, "inside")

    assert "Everybody who is signed in here can read this." in words
    assert "About 10 people can read it." in words
    assert "Search engines cannot see it." in words


def test_few_readers_are_not_counted_out(
    make_room: Callable[..., Room], come_in: Callable[..., Viewer], patient: Player, host: Player
) -> None:
    room = make_room("inner", Level.MEMBERS)
    come_in(patient.person, room, "Blue Heron")
    narrow(access_room(host.person, "inner"), Level.INVITED)

    assert "Fewer than 10 people can read it." in beside_the_field(patient, "inner")


def test_only_those_who_can_read_are_counted(
    make_room: Callable[..., Room],
    clinician: Player,
    moderator: Player,
    stranger: Player,
    host: Player,
) -> None:
    invited, professionals = make_room("a", Level.INVITED), make_room("b", Level.PROFESSIONALS)

    assert publicness_of(invited).able == len([host, moderator])
    assert publicness_of(professionals).able == len([host, moderator, clinician])
    assert publicness_of(make_room("c", Level.OPEN_UNLISTED)).able is None


def test_a_presence_that_is_old_does_not_count(room: Room) -> None:
    report_presence("a process", {"gynae": 12}, at=timezone.now() - timedelta(minutes=1))

    assert publicness_of(room).reading == 0
