"""How public a room is: narrowing reaches everything at once, widening only what comes after."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from tests.conftest import Player

from openrounds.accounts.models import Person
from openrounds.errors import NotFound, Refused
from openrounds.realtime.models import StreamEvent
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.door import enter_by_invitation, invite
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.rooms import (
    apply_due_narrowings,
    narrow,
    promise_narrowing,
    set_gone_at,
    widen,
)
from openrounds.rooms.models import Level, Room, RoomRole
from openrounds.rooms.queries.listening import Hearing, Wish, hearings
from openrounds.rooms.queries.posts import latest_posts

NOBODY = AnonymousUser()


def texts(visitor: Person | AnonymousUser, slug: str = "gynae", **how: bool) -> list[str]:
    return [post.text for post in latest_posts(access_room(visitor, slug), **how)]


def say(viewer: Viewer, text: str) -> None:
    publish_post(access_room(viewer.person or NOBODY, viewer.room.slug), Submission(text))


def test_a_narrowing_closes_the_whole_history_to_visitors_at_once(at_host: Viewer) -> None:
    say(at_host, "Said in the open.")

    narrow(at_host, Level.MEMBERS)

    with pytest.raises(NotFound):
        access_room(NOBODY, "gynae")


def test_a_narrowing_ends_every_open_stream(at_host: Viewer) -> None:
    narrow(at_host, Level.MEMBERS)

    gate = StreamEvent.objects.get(kind="gate")
    assert gate.topic.key == f"room:{at_host.room.pk}:1"
    assert gate.ref == ""


def test_who_is_in_a_room_may_stay_when_it_narrows(
    at_host: Viewer, at_patient: Viewer, patient: Player, stranger: Player
) -> None:
    say(at_patient, "Said in the open.")

    narrow(at_host, Level.INVITED)

    assert texts(patient.person) == ["Said in the open."]
    with pytest.raises(NotFound):
        access_room(stranger.person, "gynae")


def test_what_was_said_to_few_stays_with_them_when_the_room_widens(
    make_room: Callable[..., Room], host: Player, stranger: Player
) -> None:
    room = make_room("team", Level.INVITED)
    at_host = access_room(host.person, room.slug)
    say(at_host, "Among us.")

    widen(at_host, Level.OPEN_UNLISTED, confirmed=True)
    say(at_host, "To everybody.")

    assert texts(NOBODY, "team") == ["To everybody."]
    assert texts(stranger.person, "team") == ["To everybody."]
    assert texts(host.person, "team") == ["Among us.", "To everybody."]


def test_whoever_comes_in_after_a_widening_does_not_read_what_was_said_before(
    make_room: Callable[..., Room],
    host: Player,
    stranger: Player,
    come_in: Callable[..., Viewer],
) -> None:
    room = make_room("team", Level.INVITED)
    at_host = access_room(host.person, room.slug)
    say(at_host, "Among us.")
    widen(at_host, Level.MEMBERS, confirmed=True)
    come_in(stranger.person, Room.objects.get(pk=room.pk), "Quiet Fern")

    narrow(access_room(host.person, "team"), Level.INVITED)

    assert texts(stranger.person, "team") == []


def test_a_widening_needs_a_confirmation(at_host: Viewer) -> None:
    with pytest.raises(Refused):
        widen(at_host, Level.OPEN_INDEXED, confirmed=False)
    assert access_room(NOBODY, "gynae").room.level == Level.OPEN_UNLISTED


def test_what_search_engines_were_kept_from_is_not_on_the_indexed_page(at_host: Viewer) -> None:
    say(at_host, "Not for search engines.")
    widen(at_host, Level.OPEN_INDEXED, confirmed=True)
    say(at_host, "For everybody.")

    assert texts(NOBODY, for_index=True) == ["For everybody."]
    assert texts(NOBODY) == ["Not for search engines.", "For everybody."]


def test_a_promised_narrowing_comes_on_its_day(
    at_host: Viewer, clock: time_machine.Traveller
) -> None:
    promise_narrowing(at_host, Level.MEMBERS, timezone.now() + timedelta(days=7))
    clock.shift(timedelta(days=6, hours=23))
    assert apply_due_narrowings(timezone.now()) == 0

    clock.shift(timedelta(hours=1))

    assert apply_due_narrowings(timezone.now()) == 1
    with pytest.raises(NotFound):
        access_room(NOBODY, "gynae")


def test_the_day_posts_are_erased_can_only_come_sooner(at_host: Viewer) -> None:
    day = timezone.now() + timedelta(days=30)
    set_gone_at(at_host, day)

    with pytest.raises(Refused):
        set_gone_at(at_host, day + timedelta(days=1))
    with pytest.raises(Refused):
        set_gone_at(at_host, None)
    assert set_gone_at(at_host, day - timedelta(days=1)).gone_at == day - timedelta(days=1)


def test_an_invitation_opens_an_invited_room_once(
    make_room: Callable[..., Room], host: Player, patient: Player, stranger: Player
) -> None:
    room = make_room("team", Level.INVITED)
    at_host = access_room(host.person, room.slug)
    until = timezone.now() + timedelta(days=1)
    key = invite(at_host, role=RoomRole.MEMBER, uses=1, ends_at=until)

    enter_by_invitation(Viewer(room, patient.person, None, Level.MEMBERS), key, "Blue Heron")

    assert access_room(patient.person, "team").membership is not None
    with pytest.raises(NotFound):
        enter_by_invitation(Viewer(room, stranger.person, None, Level.MEMBERS), key, "Fern")


def test_a_stream_carries_only_the_stretches_that_one_may_read(
    make_room: Callable[..., Room], host: Player, stranger: Player
) -> None:
    room = make_room("team", Level.MEMBERS)
    widen(access_room(host.person, "team"), Level.OPEN_UNLISTED, confirmed=True)

    wishes = [Wish(None, ("team",)), Wish(stranger.person, ("team",)), Wish(host.person, ("team",))]
    topics = [h.topics if isinstance(h, Hearing) else None for h in hearings(wishes)]

    first, second, staff = (f"room:{room.pk}:{end}" for end in ("1", "2", "staff"))
    assert topics == [
        ((second, "team"),),
        ((first, "team"), (second, "team")),
        ((first, "team"), (second, "team"), (staff, "team")),
    ]


def test_a_stream_of_a_closed_room_sounds_like_none(
    make_room: Callable[..., Room], stranger: Player
) -> None:
    make_room("team", Level.INVITED)

    closed, absent = hearings([Wish(stranger.person, ("team",)), Wish(stranger.person, ("no",))])

    assert isinstance(closed, NotFound)
    assert str(closed) == str(absent)
