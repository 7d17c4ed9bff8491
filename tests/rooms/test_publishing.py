"""Sending a post: what goes out, what waits, what is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from tests.conftest import Player

from openrounds.audit.models import LogEntry
from openrounds.errors import Conflict, NoticeNotAccepted, RoomClosed, TextRefused, TooMany
from openrounds.realtime.models import StreamEvent
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import open_next_question
from openrounds.rooms.actions.notices import withdraw_acceptance, write_notice
from openrounds.rooms.actions.posts import edit_post, withdraw_post
from openrounds.rooms.actions.publishing import (
    Submission,
    decline_post,
    publish_post,
    release_post,
)
from openrounds.rooms.actions.rooms import change_settings
from openrounds.rooms.models import LiveChat, Post, PostState, Room
from openrounds.rooms.queries.notices import current_notice
from openrounds.rooms.queries.posts import latest_posts
from openrounds.rooms.queries.stream import frames


def send(viewer: Viewer, text: str = "Walking a little every day.", **fields: str) -> Post:
    return publish_post(viewer, Submission(text, **fields)).post


def test_a_post_takes_the_next_place_and_is_told_to_the_room(at_patient: Viewer) -> None:
    first, second = send(at_patient), send(at_patient, "And sleeping a lot.")

    assert (first.position, second.position) == (1, 2)
    kinds = StreamEvent.objects.order_by("pk").values_list("kind", "ref")
    assert list(kinds)[-2:] == [("post", first.public_id), ("post", second.public_id)]


def test_a_post_is_logged_by_hash_and_never_by_text(at_patient: Viewer) -> None:
    post = send(at_patient, "My scan is on Tuesday.")

    entry = LogEntry.objects.get(action="post.published")
    assert entry.content_hash == post.content_hash
    assert entry.object_ref == post.public_id
    assert "Tuesday" not in str(vars(entry))


def test_an_answer_is_bound_to_the_open_question(
    at_host: Viewer, at_patient: Viewer, chat: LiveChat
) -> None:
    question = open_next_question(at_host, chat)

    assert send(at_patient).question == question


def test_nobody_posts_before_accepting_the_current_notice(
    at_host: Viewer, at_patient: Viewer
) -> None:
    elements = current_notice(at_host.room).elements | {"contact": "Write to the office."}
    write_notice(at_host.room, elements)

    with pytest.raises(NoticeNotAccepted):
        send(at_patient)
    assert not Post.objects.exists()


def test_an_acceptance_taken_back_stops_posting(at_patient: Viewer) -> None:
    withdraw_acceptance(at_patient, current_notice(at_patient.room))

    with pytest.raises(NoticeNotAccepted):
        send(at_patient)


def test_the_same_attempt_gives_the_same_post(at_patient: Viewer) -> None:
    one = send(at_patient, idempotency_key="attempt-1")
    two = send(at_patient, idempotency_key="attempt-1")

    assert one.pk == two.pk
    assert Post.objects.count() == 1


def test_a_key_cannot_be_used_for_another_text(at_patient: Viewer) -> None:
    send(at_patient, idempotency_key="attempt-1")

    with pytest.raises(Conflict):
        send(at_patient, "Something else.", idempotency_key="attempt-1")


def test_a_held_post_leaves_no_trace_for_others(
    at_host: Viewer, at_patient: Viewer, stranger: Player
) -> None:
    change_settings(at_host, {"hold_all": True})
    events_before = StreamEvent.objects.count()

    held = send(at_patient)

    assert held.state == PostState.HELD
    assert held.position is None
    assert StreamEvent.objects.exclude(topic__key__endswith=":staff").count() == events_before
    assert latest_posts(access_room(stranger.person, "gynae")) == []


def test_a_released_post_takes_its_place_at_release(at_host: Viewer, at_patient: Viewer) -> None:
    change_settings(at_host, {"hold_all": True})
    held = send(at_patient)
    ahead = send(at_host, "Welcome.")

    released = release_post(at_host, held)

    assert (ahead.position, released.position) == (1, 2)


def test_a_declined_post_cannot_be_released(at_host: Viewer, at_patient: Viewer) -> None:
    change_settings(at_host, {"hold_all": True})
    held = send(at_patient)
    decline_post(at_host, held)

    with pytest.raises(Conflict):
        release_post(at_host, held)


def test_a_withdrawn_post_is_erased_and_replayed_as_a_tombstone(at_patient: Viewer) -> None:
    post = send(at_patient, "I should not have said this.")

    withdraw_post(at_patient, post.public_id)

    assert Post.objects.get(pk=post.pk).text == ""
    topic = f"room:{at_patient.room.pk}:1"
    [frame] = frames(topic, [("post", post.public_id)])
    assert frame["kind"] == "post.gone"
    assert frame["reason"] == "withdrawn"


def test_a_post_can_be_changed_for_five_minutes(
    at_patient: Viewer, clock: time_machine.Traveller
) -> None:
    post = send(at_patient)
    clock.shift(timedelta(minutes=4, seconds=59))

    changed = edit_post(at_patient, post.public_id, "Walking slowly every day.")

    assert changed.edited_at is not None
    clock.shift(timedelta(seconds=2))
    with pytest.raises(Conflict):
        edit_post(at_patient, post.public_id, "Too late.")


def test_slow_mode_says_how_long_to_wait(
    at_host: Viewer, at_patient: Viewer, clock: time_machine.Traveller, patient: Player
) -> None:
    change_settings(at_host, {"slow_mode_s": 30})
    send(access_room(patient.person, "gynae"))
    clock.shift(timedelta(seconds=10))

    with pytest.raises(TooMany) as refusal:
        send(access_room(patient.person, "gynae"), "Again.")
    assert refusal.value.retry_after_s == 20


def test_a_locked_room_takes_no_posts(at_host: Viewer, at_patient: Viewer, patient: Player) -> None:
    change_settings(at_host, {"locked": True})

    with pytest.raises(RoomClosed):
        send(access_room(patient.person, "gynae"))


def test_only_hosts_write_in_a_room_for_announcements(
    make_room: Callable[..., Room], come_in: Callable[..., Viewer], patient: Player
) -> None:
    room = make_room("news", comment_free=True)
    at_room = come_in(patient.person, room, "Blue Heron")

    with pytest.raises(RoomClosed):
        send(at_room)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001, "a\x00b"])
def test_a_text_that_cannot_stand_is_refused_with_a_way_on(at_patient: Viewer, text: str) -> None:
    with pytest.raises(TextRefused) as refusal:
        send(at_patient, text)
    assert refusal.value.message
    assert refusal.value.remedy


NHS_NUMBER = "943 476 5919"  # the NHS's own specimen, NHS Data Dictionary, "NHS NUMBER"


def test_a_number_that_names_one_person_is_held_unless_the_hosts_say_otherwise(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    text = f"My NHS number is {NHS_NUMBER}."
    assert send(at_patient, text).hold_reasons == ["finding"]

    change_settings(at_host, {"hold_finding_kinds": []})

    assert send(access_room(patient.person, "gynae"), text + " Again.").hold_reasons == []
