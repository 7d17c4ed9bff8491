"""Chats that come again: on which day, at which hour, and what happens to one that is moved."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from openrounds.errors import Refused
from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.chats import (
    ChatPlan,
    cancel_chat,
    change_plan,
    end_chat,
    open_chat,
    plan_chat,
    set_reminder,
)
from openrounds.rooms.actions.notices import write_notice
from openrounds.rooms.actions.timekeeping import close_overdue_chats
from openrounds.rooms.models import ChatState, LiveChat, Reminder
from openrounds.rooms.queries.notices import current_notice
from openrounds.rooms.recurrence import Repeat, check_recurrence, next_start, repeat_of, rule_for

LONDON = ZoneInfo("Europe/London")


def on(text: str, zone: str = "Europe/London") -> datetime:
    """A wall-clock time there: `on("2026-03-02T19:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def plan(viewer: Viewer, starts_at: datetime, rule: str, zone: str = "Europe/London") -> LiveChat:
    ends_at = starts_at + timedelta(hours=1)
    return plan_chat(viewer, ChatPlan("Life after treatment", starts_at, ends_at, zone, "", rule))


def run(viewer: Viewer, chat: LiveChat, clock: time_machine.Traveller) -> LiveChat:
    """The chat takes place from its start to its end; the result is the one that follows."""
    clock.move_to(chat.starts_at)
    open_chat(viewer, chat)
    clock.move_to(chat.ends_at)
    end_chat(viewer, chat)
    return LiveChat.objects.get(room=viewer.room, state=ChatState.PLANNED)


@pytest.mark.parametrize(
    ("day", "repeat", "rule", "following"),
    [
        ("2026-03-02", Repeat.DAILY, "FREQ=DAILY", "2026-03-03"),
        ("2026-03-02", Repeat.WEEKLY, "FREQ=WEEKLY;BYDAY=MO", "2026-03-09"),
        (
            "2026-03-02",
            Repeat.FORTNIGHTLY,
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
            "2026-03-16",
        ),
        ("2026-03-02", Repeat.MONTHLY, "FREQ=MONTHLY;BYDAY=1MO", "2026-04-06"),
        ("2026-03-30", Repeat.MONTHLY, "FREQ=MONTHLY;BYDAY=-1MO", "2026-04-27"),
    ],
)
def test_each_way_of_repeating_has_a_rule_and_is_recognised_again(
    day: str, repeat: Repeat, rule: str, following: str
) -> None:
    start = on(f"{day}T19:00")

    assert rule_for(repeat, start) == rule
    assert repeat_of(rule) == repeat
    found = next_start(rule, start, "Europe/London", after=start)
    assert found == on(f"{following}T19:00")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=WEEKLY;COUNT=3",
        "FREQ=WEEKLY\nDTSTART:20200101T000000",
        "weekly",
        "FREQ=",
    ],
)
def test_a_rule_that_could_flood_or_forge_a_calendar_is_refused(rule: str) -> None:
    with pytest.raises(Refused):
        check_recurrence(rule)


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/London", "2026-03-23T19:00", "2026-03-30T19:00"),
        ("Europe/London", "2026-10-19T19:00", "2026-10-26T19:00"),
        ("America/New_York", "2026-03-02T19:00", "2026-03-09T19:00"),
        ("Australia/Lord_Howe", "2026-03-30T19:00", "2026-04-06T19:00"),
    ],
)
def test_seven_in_the_evening_stays_seven_when_the_clocks_change(
    zone: str, before: str, after: str
) -> None:
    start = on(before, zone)

    found = next_start("FREQ=WEEKLY;BYDAY=MO", start, zone, after=start)

    assert found is not None
    assert found == on(after, zone)
    assert found.astimezone(UTC) - start.astimezone(UTC) != timedelta(days=7)


def test_a_chat_across_the_change_of_clocks_keeps_its_length(
    at_host: Viewer, clock: time_machine.Traveller
) -> None:
    start = datetime(2026, 3, 21, 23, 30, tzinfo=LONDON)
    chat = plan_chat(
        at_host,
        ChatPlan(
            "Night shift",
            start,
            start + timedelta(hours=3),
            "Europe/London",
            recurrence="FREQ=WEEKLY;BYDAY=SA",
        ),
    )

    following = run(at_host, chat, clock)

    assert following.ends_at - following.starts_at == timedelta(hours=3)


def test_the_next_chat_has_the_hosts_the_reminders_and_the_notice_of_the_last(
    at_host: Viewer, at_patient: Viewer, clock: time_machine.Traveller
) -> None:
    chat = plan(at_host, datetime(2026, 3, 9, 19, tzinfo=LONDON), "FREQ=WEEKLY;BYDAY=MO")
    set_reminder(at_patient, chat, day_before=True, hour_before=False)
    elements = {**current_notice(at_host.room).elements, "contact": "Ask Ruth."}
    write_notice(at_host.room, elements, chat=chat)

    following = run(at_host, chat, clock)

    assert list(following.hosts.all()) == [at_host.membership]
    reminder = Reminder.objects.get(chat=following)
    assert (reminder.person, reminder.day_before, reminder.day_sent_at) == (
        at_patient.person,
        True,
        None,
    )
    assert "Ask Ruth." in current_notice(at_host.room, following).text


def test_a_chat_that_is_ended_before_its_hour_is_not_planned_for_the_same_hour_again(
    at_host: Viewer, clock: time_machine.Traveller
) -> None:
    chat = plan(at_host, datetime(2026, 3, 9, 19, tzinfo=LONDON), "FREQ=WEEKLY;BYDAY=MO")
    clock.move_to(chat.starts_at - timedelta(minutes=20))
    open_chat(at_host, chat)
    end_chat(at_host, chat)

    following = LiveChat.objects.get(room=at_host.room, state=ChatState.PLANNED)

    assert following.starts_at == datetime(2026, 3, 16, 19, tzinfo=LONDON)


def test_one_chat_moved_by_itself_leaves_the_others_where_they_are(
    at_host: Viewer, clock: time_machine.Traveller
) -> None:
    chat = plan(at_host, datetime(2026, 3, 9, 19, tzinfo=LONDON), "FREQ=WEEKLY;BYDAY=MO")
    tuesday = datetime(2026, 3, 10, 20, tzinfo=LONDON)
    alone = ChatPlan(chat.title, tuesday, tuesday + timedelta(hours=1), "Europe/London")
    moved = change_plan(at_host, chat, alone, alone=True)

    following = run(at_host, moved, clock)

    assert following.starts_at == datetime(2026, 3, 16, 19, tzinfo=LONDON)


def test_a_series_that_is_moved_goes_on_at_its_new_hour(
    at_host: Viewer, clock: time_machine.Traveller
) -> None:
    chat = plan(at_host, datetime(2026, 3, 9, 19, tzinfo=LONDON), "FREQ=WEEKLY;BYDAY=MO")
    tuesday = datetime(2026, 3, 10, 20, tzinfo=LONDON)
    anew = ChatPlan(
        chat.title,
        tuesday,
        tuesday + timedelta(hours=1),
        "Europe/London",
        recurrence="FREQ=WEEKLY;BYDAY=TU",
    )
    moved = change_plan(at_host, chat, anew)

    following = run(at_host, moved, clock)

    assert following.starts_at == datetime(2026, 3, 17, 20, tzinfo=LONDON)


def test_calling_one_chat_off_leaves_the_series(
    at_host: Viewer, clock: time_machine.Traveller
) -> None:
    chat = plan(at_host, datetime(2026, 3, 9, 19, tzinfo=LONDON), "FREQ=WEEKLY;BYDAY=MO")

    cancel_chat(at_host, chat)

    following = LiveChat.objects.get(room=at_host.room, state=ChatState.PLANNED)
    assert following.starts_at == datetime(2026, 3, 16, 19, tzinfo=LONDON)


def test_calling_the_series_off_ends_it(at_host: Viewer, clock: time_machine.Traveller) -> None:
    chat = plan(at_host, datetime(2026, 3, 9, 19, tzinfo=LONDON), "FREQ=WEEKLY;BYDAY=MO")

    cancel_chat(at_host, chat, and_following=True)

    assert not LiveChat.objects.filter(state=ChatState.PLANNED).exists()


def test_a_chat_that_nobody_began_is_called_off_a_day_after_its_end_and_the_next_is_planned(
    at_host: Viewer, clock: time_machine.Traveller
) -> None:
    chat = plan(at_host, datetime(2026, 3, 9, 19, tzinfo=LONDON), "FREQ=WEEKLY;BYDAY=MO")

    clock.move_to(chat.ends_at + timedelta(hours=23))
    assert close_overdue_chats(timezone.now()) == 0
    clock.shift(timedelta(hours=2))
    assert close_overdue_chats(timezone.now()) == 1

    assert LiveChat.objects.get(pk=chat.pk).state == ChatState.CANCELLED
    following = LiveChat.objects.get(room=at_host.room, state=ChatState.PLANNED)
    assert following.starts_at == datetime(2026, 3, 16, 19, tzinfo=LONDON)


def test_a_chat_that_nobody_ended_is_over_half_a_day_after_its_end(
    at_host: Viewer, chat: LiveChat, clock: time_machine.Traveller
) -> None:
    clock.move_to(chat.ends_at + timedelta(hours=12, minutes=1))

    close_overdue_chats(timezone.now())

    assert LiveChat.objects.get(pk=chat.pk).state == ChatState.OVER
