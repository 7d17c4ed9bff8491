"""The strip above a room: one press, one thing, and a way back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.conftest import Player

from openrounds.audit.models import LogEntry
from openrounds.errors import RoomClosed
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import ChatPlan, plan_chat
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.models import (
    ChatState,
    LiveChat,
    Post,
    PostState,
    Question,
    QuestionState,
    Room,
)

ROOM = "/rooms/gynae/"


def press(player: Player, verb: str, of: str = "") -> Client:
    answer = player.post(f"{ROOM}host/console/{verb}/", {"of": of})
    assert answer.status_code == 302, answer.content
    assert answer["Location"] == ROOM
    return player


def page(player: Client) -> str:
    return " ".join(player.get(ROOM).content.decode().split())


def states(chat: LiveChat) -> list[str]:
    return list(Question.objects.filter(chat=chat).values_list("state", flat=True))


def question(number: int) -> str:
    return Question.objects.get(number=number).public_id


def test_only_hosts_see_the_console(
    host: Player, patient: Player, at_patient: Viewer, visitor: Client, moderator: Player
) -> None:
    assert "data-strip" in page(host)
    assert "data-strip" in page(moderator)
    for somebody in (patient, visitor):
        assert "data-strip" not in page(somebody)


def test_a_planned_chat_is_begun_from_the_console(
    clock: time_machine.Traveller, host: Player, at_host: Viewer
) -> None:
    start = timezone.now() + timedelta(minutes=10)
    chat = plan_chat(at_host, ChatPlan("Sleep", start, start + timedelta(hours=1)))
    assert "Begin the chat" in page(host)

    press(host, "begin", chat.public_id)

    assert LiveChat.objects.get().state == ChatState.LIVE
    assert "The chat has begun." in page(host)


def test_questions_are_asked_one_after_the_other(host: Player, chat: LiveChat) -> None:
    press(host, "ask", question(1))
    assert states(chat) == ["open", "prepared"]
    press(host, "ask", question(2))
    assert states(chat) == ["closed", "open"]
    press(host, "close", question(2))

    assert states(chat) == ["closed", "closed"]


def test_two_hosts_who_press_at_once_skip_no_question(
    host: Player, moderator: Player, chat: LiveChat
) -> None:
    both_see = question(1)

    press(host, "ask", both_see)
    press(moderator, "ask", both_see)

    assert states(chat) == ["open", "prepared"]


def test_the_key_for_the_next_question_is_always_the_same(host: Player, chat: LiveChat) -> None:
    for number in (1, 2):
        shown = page(host)
        assert f'data-key="n"> Ask T{number} </button>' in shown
        press(host, "ask", question(number))
    assert 'data-key="n"> Close T2 </button>' in page(host)


def test_a_question_asked_too_early_is_taken_back(host: Player, chat: LiveChat) -> None:
    press(host, "ask", question(1))
    assert "Undo T1" in page(host)

    press(host, "take-back", question(1))

    assert states(chat) == ["prepared", "prepared"]
    assert Question.objects.get(number=1).opened_at is None


def test_a_question_that_somebody_has_answered_cannot_be_taken_back(
    host: Player, at_patient: Viewer, chat: LiveChat
) -> None:
    press(host, "ask", question(1))
    publish_post(at_patient, Submission("Walking."))

    answer = host.post(f"{ROOM}host/console/take-back/", {"of": question(1)})

    assert answer.status_code == 409
    assert states(chat) == ["open", "prepared"]
    assert "Undo T1" not in page(host)


def test_the_last_closed_question_opens_again(host: Player, chat: LiveChat) -> None:
    press(host, "ask", question(1))
    press(host, "close", question(1))
    assert "Reopen T1" in page(host)

    press(host, "ask", question(1))

    assert Question.objects.get(number=1).state == QuestionState.OPEN


@pytest.mark.parametrize("seconds", [0, 10, 30, 60, 120])
def test_slow_mode_has_its_steps(seconds: int, host: Player, room: Room) -> None:
    press(host, "slow", str(seconds))

    assert Room.objects.get().slow_mode_s == seconds


@pytest.mark.parametrize("seconds", ["5", "-1", "many", ""])
def test_slow_mode_has_no_other_steps(seconds: str, host: Player, room: Room) -> None:
    assert host.post(f"{ROOM}host/console/slow/", {"of": seconds}).status_code == 409
    assert Room.objects.get().slow_mode_s == 0


def test_a_locked_room_is_unlocked_by_the_same_key(
    host: Player, patient: Player, at_patient: Viewer
) -> None:
    press(host, "lock")
    assert 'data-key="l">Locked. Unlock' in page(host)
    with pytest.raises(RoomClosed):
        publish_post(access_room(patient.person, "gynae"), Submission("Hello."))

    press(host, "unlock")

    publish_post(access_room(patient.person, "gynae"), Submission("Hello."))


def test_hold_all_lets_posts_wait_and_the_console_counts_them(
    host: Player, patient: Player, at_patient: Viewer
) -> None:
    press(host, "hold")
    publish_post(access_room(patient.person, "gynae"), Submission("Hello."))

    assert Post.objects.get().state == PostState.HELD
    assert re.search(r'href="/desk/" data-key="q"> 1 waits, \d+ min </a>', page(host))
    press(host, "release")
    assert Room.objects.get().hold_all is False


def test_the_chat_ends_from_the_console(host: Player, chat: LiveChat) -> None:
    press(host, "end", chat.public_id)

    assert LiveChat.objects.get().state == ChatState.OVER


def test_the_clock_says_how_much_is_left_and_how_much_is_over(
    clock: time_machine.Traveller, host: Player, at_host: Viewer
) -> None:
    now = timezone.now()
    chat = plan_chat(at_host, ChatPlan("Sleep", now, now + timedelta(hours=1)))
    press(host, "begin", chat.public_id)
    clock.shift(timedelta(minutes=42))
    assert "18 minutes left" in page(host)

    clock.shift(timedelta(minutes=21))

    assert "3 minutes over time" in page(host)


def test_a_host_pins_and_unpins_a_post(host: Player, at_patient: Viewer) -> None:
    post = publish_post(at_patient, Submission("A walk every morning.")).post

    host.post(f"{ROOM}posts/{post.public_id}/pin/", {"pinned": "yes"})
    assert Post.objects.get().pinned_at is not None
    host.post(f"{ROOM}posts/{post.public_id}/pin/", {"pinned": "no"})

    assert Post.objects.get().pinned_at is None


def test_a_button_that_does_not_exist_does_nothing(host: Player, room: Room) -> None:
    assert host.post(f"{ROOM}host/console/explode/").status_code == 404


def test_a_question_of_another_room_cannot_be_asked_here(
    host: Player, chat: LiveChat, make_room: Callable[..., Room]
) -> None:
    make_room("other")

    answer = host.post("/rooms/other/host/console/ask/", {"of": question(1)})

    assert answer.status_code == 404
    assert states(chat) == ["prepared", "prepared"]


def test_every_press_stands_in_the_log(host: Player, room: Room) -> None:
    press(host, "lock")
    press(host, "slow", "30")

    entries = LogEntry.objects.filter(action="room.settings_changed").order_by("pk")

    assert [entry.detail for entry in entries] == [
        {"changed": "locked", "locked": True},
        {"changed": "slow_mode_s", "slow_mode_s": 30},
    ]
    assert {entry.actor_ref for entry in entries} == {host.person.log_ref}


def test_the_consoles_own_module_gets_the_console_alone(host: Player, chat: LiveChat) -> None:
    given = {"of": question(1)}
    answer = host.post(f"{ROOM}host/console/ask/", given, headers={"X-Part": "strip"})

    part = answer.content.decode()
    assert answer.status_code == 200
    assert part.lstrip().startswith("<section")
    assert "T1 is open." in part
    assert "T1 is open." not in host.get(f"{ROOM}host/strip/").content.decode()


def test_posts_carry_a_pin_for_hosts_alone(
    host: Player, patient: Player, at_patient: Viewer
) -> None:
    post = publish_post(at_patient, Submission("A walk every morning.")).post
    address = f"{ROOM}posts/{post.public_id}/pin/"

    assert address in page(host)
    assert address not in page(patient)
