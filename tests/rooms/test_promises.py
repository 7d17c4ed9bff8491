"""What was promised for a day happens on that day, whoever is asleep."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.conftest import Player

from openrounds.errors import NotFound, Refused
from openrounds.jobs.worker import work_off
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.drafts import keep_draft
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.rooms import bring_forward, promise_narrowing, set_gone_at
from openrounds.rooms.jobs import KEEP
from openrounds.rooms.models import (
    ChatState,
    Draft,
    Level,
    LiveChat,
    Post,
    PostState,
    Room,
    RoomState,
)


def test_a_promised_narrowing_happens_on_its_day_and_not_before(
    at_host: Viewer, stranger: Player, clock: time_machine.Traveller, visitor: Player
) -> None:
    promise_narrowing(at_host, Level.MEMBERS, timezone.now() + timedelta(days=7))

    clock.shift(timedelta(days=7) - timedelta(minutes=2))
    work_off((KEEP,))
    assert visitor.get("/rooms/gynae/").status_code == 200

    clock.shift(timedelta(minutes=3))
    work_off((KEEP,))
    assert visitor.get("/rooms/gynae/").status_code == 404
    assert stranger.get("/rooms/gynae/").status_code == 200


def test_a_promise_comes_sooner_and_never_later(
    at_host: Viewer, clock: time_machine.Traveller
) -> None:
    promised = promise_narrowing(at_host, Level.MEMBERS, timezone.now() + timedelta(days=7))

    sooner = bring_forward(at_host, promised, timezone.now() + timedelta(days=3))

    assert sooner.due_at == timezone.now() + timedelta(days=3)
    with pytest.raises(Refused):
        bring_forward(at_host, sooner, timezone.now() + timedelta(days=5))


def test_a_promise_that_has_been_overtaken_widens_nothing(
    at_host: Viewer, host: Player, clock: time_machine.Traveller
) -> None:
    promise_narrowing(at_host, Level.MEMBERS, timezone.now() + timedelta(days=7))
    promise_narrowing(at_host, Level.INVITED, timezone.now() + timedelta(days=2))

    for days in (2, 6):
        clock.shift(timedelta(days=days))
        work_off((KEEP,))

    assert Room.objects.get(slug="gynae").level == Level.INVITED


def test_a_room_that_was_promised_to_go_leaves_no_text_behind(
    at_host: Viewer,
    at_patient: Viewer,
    chat: LiveChat,
    patient: Player,
    clock: time_machine.Traveller,
) -> None:
    for number in range(12):
        publish_post(at_patient, Submission(f"Something I lived through, {number}."))
        clock.shift(10)
    keep_draft(access_room(patient.person, "gynae"), "Not sent yet.")
    set_gone_at(at_host, timezone.now() + timedelta(days=1))

    clock.shift(timedelta(days=1, minutes=1))
    work_off((KEEP,))

    assert set(Post.objects.values_list("text", "state")) == {("", PostState.EXPIRED)}
    assert not Draft.objects.exists()
    assert Room.objects.get(slug="gynae").state == RoomState.GONE
    assert LiveChat.objects.get(pk=chat.pk).state == ChatState.OVER
    with pytest.raises(NotFound):
        access_room(patient.person, "gynae")


def test_more_posts_than_one_batch_are_erased(
    at_host: Viewer, at_patient: Viewer, clock: time_machine.Traveller
) -> None:
    first = publish_post(at_patient, Submission("The first.")).post
    copies = [
        Post(
            room=first.room,
            audience=first.audience,
            author=first.author,
            text="More.",
            content_hash=first.content_hash,
            state=PostState.PUBLISHED,
            position=position,
            submitted_at=first.submitted_at,
            published_at=first.published_at,
        )
        for position in range(2, 603)
    ]
    Post.objects.bulk_create(copies)
    set_gone_at(at_host, timezone.now() + timedelta(hours=1))

    clock.shift(timedelta(hours=1, minutes=1))
    work_off((KEEP,))

    assert not Post.objects.exclude(text="").exists()


def test_the_timetable_calls_off_a_chat_that_nobody_began(
    make_room: Callable[..., Room], host: Player, clock: time_machine.Traveller
) -> None:
    room = make_room()
    start = timezone.now() + timedelta(hours=2)
    chat = LiveChat.objects.create(
        room=room, title="Nobody came", starts_at=start, ends_at=start + timedelta(hours=1)
    )

    clock.move_to(chat.ends_at + timedelta(days=1, minutes=1))
    work_off((KEEP,))

    assert LiveChat.objects.get(pk=chat.pk).state == ChatState.CANCELLED
