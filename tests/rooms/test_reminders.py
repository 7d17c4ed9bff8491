"""Mail before a chat, and when its time changes."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from tests.conftest import Player

from openrounds.jobs.worker import work_off
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import (
    ChatPlan,
    cancel_chat,
    change_plan,
    plan_chat,
    set_reminder,
)
from openrounds.rooms.actions.door import leave, show_out
from openrounds.rooms.jobs import REMIND
from openrounds.rooms.models import Level, LiveChat, Reminder, Room

LONDON = ZoneInfo("Europe/London")
THURSDAY = datetime(2026, 3, 5, 19, tzinfo=LONDON)


@pytest.fixture
def planned(at_host: Viewer, clock: time_machine.Traveller) -> LiveChat:
    """A chat on the Thursday after the Monday on which the clock stands."""
    plan = ChatPlan("Life after treatment", THURSDAY, THURSDAY + timedelta(hours=1))
    return plan_chat(at_host, plan)


def mail_at(clock: time_machine.Traveller, moment: datetime) -> list[EmailMessage]:
    """What goes out when the clock comes to a moment."""
    mail.outbox.clear()
    clock.move_to(moment)
    work_off((REMIND,))
    return list(mail.outbox)


def test_a_mail_comes_a_day_and_an_hour_before_and_never_twice(
    at_patient: Viewer, planned: LiveChat, clock: time_machine.Traveller
) -> None:
    set_reminder(at_patient, planned, day_before=True, hour_before=True)

    times = [THURSDAY - timedelta(minutes=m) for m in (25 * 60, 24 * 60, 23 * 60, 61, 60, 20, 0)]
    counts = [len(mail_at(clock, moment)) for moment in times]

    assert counts == [0, 1, 0, 0, 1, 0, 0]


def test_only_the_mail_that_was_asked_for_comes(
    at_patient: Viewer, planned: LiveChat, clock: time_machine.Traveller
) -> None:
    set_reminder(at_patient, planned, day_before=False, hour_before=True)

    assert mail_at(clock, THURSDAY - timedelta(hours=20)) == []
    assert len(mail_at(clock, THURSDAY - timedelta(minutes=30))) == 1


def test_a_reminder_says_the_time_where_the_reader_lives_and_in_their_language(
    at_patient: Viewer, patient: Player, planned: LiveChat, clock: time_machine.Traveller
) -> None:
    patient.person.time_zone = "America/New_York"
    patient.person.save()
    set_reminder(at_patient, planned, day_before=True, hour_before=False)

    [letter] = mail_at(clock, THURSDAY - timedelta(hours=24))

    assert letter.to == ["patient@example.org"]
    assert "14:00 to 15:00 (America/New_York)" in letter.body
    assert "Life after treatment" in letter.body


@pytest.mark.parametrize("level", [Level.OPEN_UNLISTED, Level.MEMBERS, Level.INVITED])
def test_no_subject_line_names_a_room_a_chat_or_a_person(
    level: Level,
    make_room: Callable[..., Room],
    host: Player,
    clock: time_machine.Traveller,
) -> None:
    room = make_room(level=level)
    at_host = access_room(host.person, room.slug)
    chat = plan_chat(at_host, ChatPlan("Relapse", THURSDAY, THURSDAY + timedelta(hours=1)))
    set_reminder(at_host, chat, day_before=True, hour_before=True)
    letters = mail_at(clock, THURSDAY - timedelta(hours=24))
    moved = ChatPlan("Relapse", THURSDAY + timedelta(hours=2), THURSDAY + timedelta(hours=3))
    change_plan(at_host, chat, moved)
    letters += mail_at(clock, THURSDAY - timedelta(hours=23))
    cancel_chat(at_host, chat)
    letters += mail_at(clock, THURSDAY - timedelta(hours=22))

    assert len(letters) == 3
    for letter in letters:
        for word in ("Relapse", "Gynaecologic", "gynae", "Ruth", "host"):
            assert word not in letter.subject


def test_who_can_no_longer_read_the_room_is_told_nothing(
    at_host: Viewer,
    make_room: Callable[..., Room],
    come_in: Callable[..., Viewer],
    patient: Player,
    clock: time_machine.Traveller,
) -> None:
    room = make_room("closed", level=Level.MEMBERS)
    at_room = come_in(patient.person, room, "Blue Heron")
    at_closed = access_room(at_host.person, "closed")
    chat = plan_chat(at_closed, ChatPlan("Relapse", THURSDAY, THURSDAY + timedelta(hours=1)))
    set_reminder(at_room, chat, day_before=True, hour_before=True)
    Room.objects.filter(pk=room.pk).update(level=Level.INVITED)
    assert at_room.membership is not None
    show_out(at_closed, at_room.membership)

    assert mail_at(clock, THURSDAY - timedelta(hours=24)) == []


def test_a_moved_chat_is_told_and_reminded_of_anew(
    at_host: Viewer, at_patient: Viewer, planned: LiveChat, clock: time_machine.Traveller
) -> None:
    set_reminder(at_patient, planned, day_before=True, hour_before=False)
    assert len(mail_at(clock, THURSDAY - timedelta(hours=24))) == 1
    friday = THURSDAY + timedelta(days=2)
    change_plan(at_host, planned, ChatPlan(planned.title, friday, friday + timedelta(hours=1)))

    [moved] = mail_at(clock, THURSDAY - timedelta(hours=20))
    assert "another time" in moved.body
    [again] = mail_at(clock, friday - timedelta(hours=24))
    assert "wanted to be reminded" in again.body


def test_a_chat_that_is_renamed_alone_troubles_nobody(
    at_host: Viewer, at_patient: Viewer, planned: LiveChat, clock: time_machine.Traveller
) -> None:
    set_reminder(at_patient, planned, day_before=True, hour_before=False)
    change_plan(at_host, planned, ChatPlan("Better title", planned.starts_at, planned.ends_at))

    assert mail_at(clock, timezone.now() + timedelta(minutes=5)) == []


def test_of_two_quick_moves_only_the_last_is_told(
    at_host: Viewer, at_patient: Viewer, planned: LiveChat, clock: time_machine.Traveller
) -> None:
    set_reminder(at_patient, planned, day_before=True, hour_before=False)
    for hours in (2, 4):
        start = THURSDAY + timedelta(hours=hours)
        plan = ChatPlan(planned.title, start, start + timedelta(hours=1))
        planned = change_plan(at_host, planned, plan)

    letters = mail_at(clock, timezone.now() + timedelta(minutes=1))

    assert ["23:00" in letter.body for letter in letters] == [True]


def stop_link(letter: EmailMessage) -> str:
    found = re.search(r"http://[^/]+(/mail/stop/\S+)", letter.body)
    assert found is not None
    return found.group(1)


def test_one_press_stops_reminders_without_signing_in(
    at_patient: Viewer, planned: LiveChat, visitor: Client, clock: time_machine.Traveller
) -> None:
    set_reminder(at_patient, planned, day_before=True, hour_before=True)
    [letter] = mail_at(clock, THURSDAY - timedelta(hours=24))

    looked = visitor.get(stop_link(letter))
    assert looked.status_code == 200
    assert Reminder.objects.exists(), "a look alone changes nothing"
    strict = Client(enforce_csrf_checks=True)  # a mail program has no token of ours
    assert strict.post(stop_link(letter), {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert mail_at(clock, THURSDAY - timedelta(hours=1)) == []


def test_the_link_of_an_old_mail_stops_the_reminders_of_the_whole_series(
    at_host: Viewer, at_patient: Viewer, visitor: Client, clock: time_machine.Traveller
) -> None:
    plan = ChatPlan(
        "Weekly",
        THURSDAY,
        THURSDAY + timedelta(hours=1),
        "Europe/London",
        recurrence="FREQ=WEEKLY;BYDAY=TH",
    )
    chat = plan_chat(at_host, plan)
    set_reminder(at_patient, chat, day_before=True, hour_before=False)
    [letter] = mail_at(clock, THURSDAY - timedelta(hours=24))
    cancel_chat(at_host, chat)
    assert Reminder.objects.filter(chat__series=chat).exists()

    visitor.post(stop_link(letter))

    assert not Reminder.objects.exists()


def test_mail_carries_the_header_that_mail_programs_press(
    at_patient: Viewer, planned: LiveChat, clock: time_machine.Traveller
) -> None:
    set_reminder(at_patient, planned, day_before=True, hour_before=False)

    [letter] = mail_at(clock, THURSDAY - timedelta(hours=24))

    assert letter.extra_headers["List-Unsubscribe"].endswith(f"{stop_link(letter)}>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_link_that_was_tampered_with_stops_nothing(visitor: Client, db: None) -> None:
    assert visitor.post("/mail/stop/WyJkaWdlc3QiLCJ4Il0:made-up/").status_code == 404


def test_reminders_are_seen_and_dropped_in_ones_account(
    at_patient: Viewer, patient: Player, stranger: Player, planned: LiveChat
) -> None:
    set_reminder(at_patient, planned, day_before=True, hour_before=True)
    reminder = Reminder.objects.get()
    assert "Life after treatment" in patient.get("/accounts/mail/").content.decode()

    assert stranger.post(f"/mail/reminders/{reminder.public_id}/drop/").status_code == 404
    patient.post(f"/mail/reminders/{reminder.public_id}/drop/")

    assert not Reminder.objects.exists()


def test_who_left_the_room_is_still_reminded_of_a_chat_they_can_read(
    at_patient: Viewer, planned: LiveChat, clock: time_machine.Traveller
) -> None:
    set_reminder(at_patient, planned, day_before=True, hour_before=False)
    assert at_patient.membership is not None
    leave(at_patient.membership)

    assert len(mail_at(clock, THURSDAY - timedelta(hours=24))) == 1
