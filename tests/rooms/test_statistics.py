"""A chat in numbers, with the small ones kept back."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.chats import open_next_question
from openrounds.rooms.actions.posts import withdraw_post
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.models import LiveChat, Room
from openrounds.rooms.queries.statistics import chat_statistics


def say(viewer: Viewer, text: str, reply_to: str = "") -> str:
    return publish_post(viewer, Submission(text, reply_to=reply_to)).post.public_id


def test_few_participants_are_not_counted(
    at_host: Viewer, at_patient: Viewer, chat: LiveChat
) -> None:
    say(at_host, "Welcome.")
    say(at_patient, "Hello.")

    numbers = chat_statistics(at_host, chat)

    assert numbers.participants is None
    assert numbers.posts is None


def test_what_is_kept_back_cannot_be_subtracted_from_what_is_shown(
    at_host: Viewer, chat: LiveChat, clock: time_machine.Traveller
) -> None:
    for number in range(9):
        say(at_host, f"Before the questions, {number}.")
        clock.shift(timedelta(seconds=4))
    open_next_question(at_host, chat)
    say(at_host, "A single answer.")

    numbers = chat_statistics(at_host, chat)

    shown = [count for count in numbers.by_question.cells if count]
    assert numbers.by_question.total is None or sum(shown) < numbers.by_question.total - 4


def test_participants_posts_and_questions_are_counted_when_there_are_enough(
    at_host: Viewer,
    room: Room,
    chat: LiveChat,
    come_in: Callable[..., Viewer],
    new_player: Callable[..., Player],
) -> None:
    open_next_question(at_host, chat)
    guests = [come_in(new_player(f"guest{n}").person, room, f"Guest {n}") for n in range(6)]
    for guest in guests:
        say(guest, "An answer.")
    taken_back = say(guests[0], "Not this one.")
    withdraw_post(guests[0], taken_back)

    numbers = chat_statistics(at_host, chat)

    assert numbers.participants == 6
    assert numbers.posts == 6
    assert dict(zip(numbers.question_labels, numbers.by_question.cells, strict=True))["T1"] == 6


def test_response_time_is_to_the_first_answer_of_somebody_else(
    at_host: Viewer, at_patient: Viewer, chat: LiveChat, clock: time_machine.Traveller
) -> None:
    asked = []
    for number in range(5):
        asked.append(say(at_patient, f"Question {number}?"))
        say(at_patient, "I mean it.", asked[-1])
        clock.shift(timedelta(seconds=20))
    for post in asked:
        say(at_host, "An answer.", post)
        say(at_host, "And more.", post)

    # Five questions, 20 seconds apart, all answered at the end: 100, 80, 60, 40 and 20 seconds.
    assert chat_statistics(at_host, chat).replies_median_s == 60
