"""A live chat before, meanwhile and after, and catching up on it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.chats import (
    ChatPlan,
    cancel_chat,
    end_chat,
    open_next_question,
    plan_chat,
)
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.reactions import react
from openrounds.rooms.models import BoxQuestion, LiveChat, Post, ReactionKind, Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(clock: time_machine.Traveller, at_host: Viewer) -> LiveChat:
    starts_at = timezone.now() + timedelta(minutes=45)
    plan = ChatPlan(
        title="Life after treatment",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        intro="Bring a cup of tea.",
        questions=("What helped you in the first weeks?",),
    )
    return plan_chat(at_host, plan)


def page_of(client: Client, chat: LiveChat, part: str = "") -> str:
    answer = client.get(f"/rooms/gynae/chats/{chat.public_id}/{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_planned_chat_says_when_it_begins_and_who_hosts(
    planned: LiveChat, visitor: Client
) -> None:
    page = page_of(visitor, planned)

    assert "It begins in 45 minutes." in page
    assert "Monday 2 March, 19:45" in page
    assert "Ruth" in page
    assert "Bring a cup of tea." in page
    assert "What helped you in the first weeks?" not in page


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=30), "It begins now."),
        (timedelta(minutes=1), "It begins in 1 minute."),
        (timedelta(hours=5), "It begins in 5 hours."),
        (timedelta(days=3), "It begins in 3 days."),
    ],
)
def test_how_long_it_is_until_then(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client, away: timedelta, words: str
) -> None:
    starts_at = timezone.now() + away
    plan = ChatPlan("A chat", starts_at, starts_at + timedelta(hours=1))

    assert words in page_of(visitor, plan_chat(at_host, plan))


def test_somebody_sends_the_hosts_a_question_that_nobody_else_sees(
    planned: LiveChat, at_patient: Viewer, patient: Player, stranger: Player
) -> None:
    url = f"/rooms/gynae/chats/{planned.public_id}/box/"

    patient.post(url, {"text": "Is it normal to be so tired?"})

    assert "Is it normal to be so tired?" in page_of(patient, planned)
    assert "waiting" in page_of(patient, planned)
    assert "Is it normal to be so tired?" not in page_of(stranger, planned)
    assert stranger.post(url, {"text": "Me too?"}).status_code == 403
    assert BoxQuestion.objects.count() == 1


def test_the_sixth_question_comes_back_with_its_words(
    planned: LiveChat, at_patient: Viewer, patient: Player
) -> None:
    url = f"/rooms/gynae/chats/{planned.public_id}/box/"
    for n in range(5):
        patient.post(url, {"text": f"Question {n}?"})

    answer = patient.post(url, {"text": "And one more?"})

    assert answer.status_code == 422
    assert "You have sent five questions for this chat." in answer.content.decode()
    assert "And one more?</textarea>" in answer.content.decode()


def test_a_closed_box_is_not_shown_and_takes_nothing(
    chat: LiveChat, at_patient: Viewer, patient: Player
) -> None:
    answer = patient.post(f"/rooms/gynae/chats/{chat.public_id}/box/", {"text": "Hello?"})

    assert answer.status_code == 409
    assert "Question box" not in page_of(patient, chat)


def test_a_reminder_is_set_and_taken_back(planned: LiveChat, stranger: Player) -> None:
    url = f"/rooms/gynae/chats/{planned.public_id}/reminder/"

    stranger.post(url, {"hour_before": "on"})
    kept = Reminder.objects.get()
    shown = page_of(stranger, planned)
    stranger.post(url, {})

    assert (kept.day_before, kept.hour_before) == (False, True)
    assert shown.count("checked") == 1
    assert not Reminder.objects.exists()


def test_a_live_chat_leads_in_and_one_that_is_over_to_its_transcript(
    chat: LiveChat, at_host: Viewer, visitor: Client
) -> None:
    live = page_of(visitor, chat)
    end_chat(at_host, chat)
    over = page_of(visitor, chat)

    assert "Go in" in live
    assert f"/rooms/gynae/chats/{chat.public_id}/transcript/" in over
    assert "Thank you for being there" in over


def test_a_chat_that_was_called_off_says_so(
    planned: LiveChat, at_host: Viewer, visitor: Client
) -> None:
    cancel_chat(at_host, planned)

    assert "This chat was called off." in page_of(visitor, planned)


def test_the_rooms_chats_stand_in_the_order_of_time(
    chat: LiveChat, at_host: Viewer, visitor: Client
) -> None:
    end_chat(at_host, chat)
    later = timezone.now() + timedelta(days=30)
    plan_chat(at_host, ChatPlan("In a month", later, later + timedelta(hours=1)))

    page = visitor.get("/rooms/gynae/chats/").content.decode()

    assert page.index("In a month") < page.index("Life after treatment")


@pytest.fixture
def answered(at_host: Viewer, at_patient: Viewer, chat: LiveChat, settings: object) -> list[Post]:
    """A question with five answers: the fourth is liked most, then the second."""
    settings.POSTS_PER_MINUTE = 1000  # type: ignore[attr-defined]
    open_next_question(at_host, chat)
    posts = [publish_post(at_patient, Submission(f"Answer {n}.")).post for n in range(1, 6)]
    react(at_host, posts[3].public_id, ReactionKind.THANKS, on=True)
    react(at_host, posts[3].public_id, ReactionKind.ME_TOO, on=True)
    react(at_host, posts[1].public_id, ReactionKind.THANKS, on=True)
    return posts


def test_catching_up_shows_each_question_with_what_meant_most(
    answered: list[Post], chat: LiveChat, at_host: Viewer, visitor: Client
) -> None:
    open_next_question(at_host, chat)

    page = page_of(visitor, chat, "catch-up/")

    shown = [n for n in range(1, 6) if f"Answer {n}." in page]
    assert shown == [1, 2, 4]
    assert "And 2 more answers." in page
    assert "Nobody has answered yet." in page


def test_catching_up_costs_the_same_however_much_was_said(
    answered: list[Post],
    chat: LiveChat,
    at_host: Viewer,
    stranger: Player,
    django_assert_max_num_queries: object,
) -> None:
    page_of(stranger, chat, "catch-up/")
    with django_assert_max_num_queries(14) as asked:  # type: ignore[operator]
        page_of(stranger, chat, "catch-up/")
    open_next_question(at_host, chat)
    for n in range(30):
        publish_post(at_host, Submission(f"More {n}."))

    with django_assert_max_num_queries(len(asked)):  # type: ignore[operator]
        page_of(stranger, chat, "catch-up/")


def test_withdrawn_answers_are_not_caught_up_on(
    answered: list[Post], chat: LiveChat, patient: Player, visitor: Client
) -> None:
    patient.post(f"/rooms/gynae/posts/{answered[3].public_id}/withdraw/")

    assert "Answer 4." not in page_of(visitor, chat, "catch-up/")
