"""A room with a host and a live chat, and ways in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import Player

from openrounds.accounts.models import Person
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import ChatPlan, open_chat, plan_chat
from openrounds.rooms.actions.door import enter
from openrounds.rooms.actions.notices import accept_notice
from openrounds.rooms.actions.rooms import create_room
from openrounds.rooms.models import Level, LiveChat, Room
from openrounds.rooms.notice_wording import proposed
from openrounds.rooms.queries.notices import current_notice


@pytest.fixture
def make_room(host: Player) -> Callable[..., Room]:
    def make(slug: str = "gynae", level: Level = Level.OPEN_UNLISTED, **fields: object) -> Room:
        notice = proposed(Room(level=level), emergency_number="999")
        wanted = {"slug": slug, "title": "Gynaecologic cancer", "level": level, **fields}
        host_viewer = create_room(host.person, wanted, pseudonym="Ruth", notice=notice)
        accept_current(host_viewer)
        return host_viewer.room

    return make


def accept_current(viewer: Viewer, chat: LiveChat | None = None) -> None:
    notice = current_notice(viewer.room, chat)
    accept_notice(viewer, notice, notice.digest)


@pytest.fixture
def room(make_room: Callable[..., Room]) -> Room:
    return make_room()


@pytest.fixture
def come_in() -> Callable[..., Viewer]:
    """Brings somebody through the door: `come_in(person, room, "Blue Heron")`, notice accepted."""

    def bring(person: Person, room: Room, pseudonym: str) -> Viewer:
        enter(access_room(person, room.slug), pseudonym)
        viewer = access_room(person, room.slug)
        accept_current(viewer)
        return viewer

    return bring


@pytest.fixture
def at_host(host: Player, room: Room) -> Viewer:
    return access_room(host.person, room.slug)


@pytest.fixture
def at_patient(patient: Player, room: Room, come_in: Callable[..., Viewer]) -> Viewer:
    return come_in(patient.person, room, "Blue Heron")


@pytest.fixture
def chat(at_host: Viewer) -> LiveChat:
    """A live chat with two prepared questions, begun."""
    now = timezone.now()
    plan = ChatPlan(
        title="Life after treatment",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        questions=("What helped you in the first weeks?", "What do you wish you had asked?"),
    )
    return open_chat(at_host, plan_chat(at_host, plan))
