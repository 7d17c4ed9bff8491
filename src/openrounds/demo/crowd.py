"""A room full of members for a load test, made by the actions that people use."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from openrounds.accounts.actions.keys import make_token
from openrounds.accounts.actions.people import record_joined
from openrounds.accounts.models import Person, random_ref
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import ChatPlan, open_chat, open_next_question, plan_chat
from openrounds.rooms.actions.door import enter
from openrounds.rooms.actions.notices import accept_notice
from openrounds.rooms.actions.rooms import create_room
from openrounds.rooms.models import Level, Room
from openrounds.rooms.notice_wording import proposed
from openrounds.rooms.queries.notices import current_notice

BATCH = 100  # members in one transaction: a load test need not wait for the disk for each


def gather_crowd(slug: str, *, members: int) -> list[str]:
    """Make a room with a live chat, and members who accepted its notice; a key for each of them.

    The first key is the host's.
    """
    host = _newcomer()
    _open_room(host, slug)
    keys = [_key(host)]
    while len(keys) < members:
        with transaction.atomic():
            batch = range(len(keys) + 1, min(len(keys) + BATCH, members) + 1)
            keys += [_member(slug, number) for number in batch]
    return keys


def _newcomer() -> Person:
    person = Person(handle=f"load-{random_ref()[:12]}".lower())
    person.set_unusable_password()
    record_joined(person)
    return person


def _open_room(host: Person, slug: str) -> None:
    fields = {
        "slug": slug,
        "title": "Load test",
        "level": Level.MEMBERS,
        "hold_finding_kinds": [],  # a harness's digits now and then look like a card's number
    }
    notice = proposed(Room(level=Level.MEMBERS), emergency_number="112")
    viewer = create_room(host, fields, pseudonym="Member 1", notice=notice)
    _accept(viewer)
    now = timezone.now()
    plan = ChatPlan("Load test", now, now + timedelta(hours=3), questions=("What helps?",))
    chat = open_chat(viewer, plan_chat(viewer, plan))
    open_next_question(viewer, chat)


def _member(slug: str, number: int) -> str:
    person = _newcomer()
    enter(access_room(person, slug), f"Member {number}")
    _accept(access_room(person, slug))
    return _key(person)


def _accept(viewer: Viewer) -> None:
    notice = current_notice(viewer.room)
    accept_notice(viewer, notice, notice.digest)


def _key(person: Person) -> str:
    return make_token(person, name="load test", may_write=True)
