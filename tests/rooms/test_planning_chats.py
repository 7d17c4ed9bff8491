"""Planning chats through the pages: the hour, the questions, the box."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from tests.conftest import Player

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import open_chat, open_next_question, send_to_box
from openrounds.rooms.models import BoxQuestion, BoxState, ChatState, LiveChat, Question

LONDON = ZoneInfo("Europe/London")
PLAN = "/rooms/gynae/host/plan/"
pytestmark = pytest.mark.usefixtures("clock")


def given(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Sleep",
        "intro": "With a nurse.",
        "day": "2026-07-06",
        "starts": "19:00",
        "ends": "20:00",
        "time_zone": "Europe/London",
        "repeat": "none",
        "questions": "What helps you fall asleep?\n\n  What keeps you awake?  \n",
        **changes,
    }


@pytest.fixture
def planned(clock: time_machine.Traveller, host: Player, at_host: Viewer) -> LiveChat:
    host.post(PLAN, given())
    return LiveChat.objects.get()


def page_of(chat: LiveChat) -> str:
    return f"/rooms/gynae/host/chats/{chat.public_id}/"


def texts(chat: LiveChat) -> list[str]:
    return list(Question.objects.filter(chat=chat).values_list("text", flat=True))


def test_a_chat_is_planned_in_the_zone_its_people_think_in(planned: LiveChat) -> None:
    assert planned.starts_at == datetime(2026, 7, 6, 18, tzinfo=UTC)
    assert planned.ends_at == datetime(2026, 7, 6, 19, tzinfo=UTC)
    assert texts(planned) == ["What helps you fall asleep?", "What keeps you awake?"]


def test_a_chat_may_go_past_midnight(host: Player, at_host: Viewer) -> None:
    host.post(PLAN, given(starts="23:30", ends="00:30"))

    chat = LiveChat.objects.get()
    assert chat.ends_at - chat.starts_at == timedelta(hours=1)


@pytest.mark.parametrize(
    ("repeat", "rule"),
    [
        ("none", ""),
        ("daily", "FREQ=DAILY"),
        ("weekly", "FREQ=WEEKLY;BYDAY=MO"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("monthly", "FREQ=MONTHLY;BYDAY=1MO"),
    ],
)
def test_the_weekday_of_a_rule_is_the_one_in_the_chats_own_zone(
    repeat: str, rule: str, host: Player, at_host: Viewer
) -> None:
    # In Auckland it is Monday while it is still Sunday in universal time.
    host.post(
        PLAN, given(repeat=repeat, time_zone="Pacific/Auckland", starts="09:00", ends="10:00")
    )

    chat = LiveChat.objects.get()
    assert chat.recurrence == rule
    assert chat.starts_at == datetime(2026, 7, 5, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2026-03-29", "starts": "01:30", "ends": "02:30"},  # the hour that is left out
        {"starts": "nine"},
        {"title": ""},
        {"time_zone": "Mars/Olympus"},
        {"questions": "\n".join(["Why?"] * 31)},
        {"questions": "x" * 501},
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_planned(
    wrong: dict[str, str], host: Player, at_host: Viewer
) -> None:
    answer = host.post(PLAN, given(**wrong))

    assert not LiveChat.objects.exists()
    page = answer.content.decode()
    assert 'class="wrong"' in page or 'role="alert"' in page
    assert "With a nurse." in page


def test_moving_a_chat_shows_its_present_time_and_keeps_it_single(
    host: Player, planned: LiveChat
) -> None:
    page = host.get(f"{page_of(planned)}move/").content.decode()
    assert 'value="2026-07-06"' in page
    assert 'value="19:00"' in page
    assert "all that follow" not in page

    host.post(f"{page_of(planned)}move/", given(starts="18:00", ends="19:00"))

    assert LiveChat.objects.get().starts_at == datetime(2026, 7, 6, 17, tzinfo=UTC)


def test_of_a_recurring_chat_one_alone_can_be_moved(host: Player, at_host: Viewer) -> None:
    host.post(PLAN, given(repeat="weekly"))
    chat = LiveChat.objects.get()

    host.post(
        f"{page_of(chat)}move/",
        given(repeat="weekly", day="2026-07-08", scope="this"),
    )

    chat.refresh_from_db()
    assert chat.starts_at == datetime(2026, 7, 8, 18, tzinfo=UTC)
    assert chat.rule_start == datetime(2026, 7, 6, 18, tzinfo=UTC)


def test_calling_off_asks_first(host: Player, planned: LiveChat) -> None:
    host.get(f"{page_of(planned)}cancel/")
    assert LiveChat.objects.get().state == ChatState.PLANNED

    host.post(f"{page_of(planned)}cancel/")

    assert LiveChat.objects.get().state == ChatState.CANCELLED


def test_questions_change_places_words_and_number(host: Player, planned: LiveChat) -> None:
    first, second = Question.objects.filter(chat=planned)

    host.post(f"{page_of(planned)}questions/{second.public_id}/move/", {"way": "up"})
    assert texts(planned) == ["What keeps you awake?", "What helps you fall asleep?"]
    host.post(f"{page_of(planned)}questions/{second.public_id}/", {"text": "What wakes you?"})
    host.post(f"{page_of(planned)}questions/", {"text": "What will you take along?"})
    host.post(f"{page_of(planned)}questions/{first.public_id}/drop/")

    assert texts(planned) == ["What wakes you?", "What will you take along?"]
    labels = [question.label for question in Question.objects.filter(chat=planned)]
    assert labels == ["T1", "T2"]


def test_a_question_that_was_asked_stays_where_it_is(
    host: Player, at_host: Viewer, planned: LiveChat
) -> None:
    first, second = Question.objects.filter(chat=planned)
    open_chat(at_host, planned)
    open_next_question(at_host, planned)

    for question, way in ((first, "down"), (second, "up")):
        address = f"{page_of(planned)}questions/{question.public_id}/move/"
        assert host.post(address, {"way": way}).status_code == 409
    assert host.post(f"{page_of(planned)}questions/{first.public_id}/drop/").status_code == 409

    assert texts(planned) == ["What helps you fall asleep?", "What keeps you awake?"]


def test_a_question_from_the_box_is_taken_up_without_a_name(
    host: Player, at_patient: Viewer, planned: LiveChat
) -> None:
    sent = send_to_box(at_patient, planned, "I am on Ward 7; may I nap?")
    assert "Ward 7" in host.get(page_of(planned)).content.decode()

    words = "Is it good to nap?"
    host.post(f"{page_of(planned)}box/{sent.public_id}/take/", {"text": words})

    assert texts(planned)[-1] == words
    sent.refresh_from_db()
    assert sent.state == BoxState.TAKEN
    assert "Ward 7" not in host.get(page_of(planned)).content.decode()


def test_a_question_from_the_box_can_be_left_out(
    host: Player, at_patient: Viewer, planned: LiveChat
) -> None:
    sent = send_to_box(at_patient, planned, "Which pills do you take?")

    host.post(f"{page_of(planned)}box/{sent.public_id}/decline/")

    assert BoxQuestion.objects.get().state == BoxState.DECLINED
    assert len(texts(planned)) == 2


def test_the_box_is_closed_and_opened(
    host: Player, patient: Player, at_patient: Viewer, planned: LiveChat
) -> None:
    host.post(f"{page_of(planned)}box/", {"open": "no"})
    assert LiveChat.objects.get().box_open is False

    host.post(f"{page_of(planned)}box/", {"open": "yes"})

    assert LiveChat.objects.get().box_open is True


def test_members_do_not_see_questions_before_they_are_asked(
    patient: Player, at_patient: Viewer, planned: LiveChat
) -> None:
    for page in ("/rooms/gynae/", f"/rooms/gynae/chats/{planned.public_id}/"):
        assert "What keeps you awake?" not in patient.get(page).content.decode()


def test_co_hosts_are_chosen_among_the_hosts_of_the_room(
    host: Player, at_host: Viewer, at_patient: Viewer, planned: LiveChat
) -> None:
    assert at_patient.membership is not None
    wanted = {"hosts": [at_patient.membership.public_id]}

    host.post(f"{page_of(planned)}hosts/", wanted)

    assert list(planned.hosts.all()) == [at_host.membership]


def test_a_chat_of_another_room_is_not_found(
    host: Player, planned: LiveChat, make_room: Any
) -> None:
    make_room("other")

    assert host.get(f"/rooms/other/host/chats/{planned.public_id}/").status_code == 404
    assert access_room(host.person, "other").is_host
