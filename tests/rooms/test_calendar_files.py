"""Chats in people's own calendars: what a calendar program reads."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from dateutil.rrule import rruleset, rrulestr
from django.test import Client
from icalendar import Calendar, Event
from tests.conftest import Player

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import (
    ChatPlan,
    cancel_chat,
    change_plan,
    end_chat,
    open_chat,
    plan_chat,
)
from openrounds.rooms.actions.door import leave
from openrounds.rooms.models import ChatState, Level, LiveChat, Room

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 9, 19, tzinfo=LONDON)
WEEKLY = "FREQ=WEEKLY;BYDAY=MO"


def plan(viewer: Viewer, start: datetime = MONDAY, rule: str = "", zone: str = "") -> LiveChat:
    length = timedelta(hours=1)
    zone = zone or "Europe/London"
    return plan_chat(viewer, ChatPlan("Sleep", start, start + length, zone, recurrence=rule))


def hold(viewer: Viewer, chat: LiveChat, clock: time_machine.Traveller) -> LiveChat:
    """The chat takes place; the result is the next one of its series."""
    clock.move_to(chat.starts_at)
    open_chat(viewer, chat)
    clock.move_to(chat.ends_at)
    end_chat(viewer, chat)
    return LiveChat.objects.get(room=viewer.room, state=ChatState.PLANNED)


def read(client: Client, path: str = "/rooms/gynae/calendar.ics") -> Calendar:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def events(calendar: Calendar) -> Sequence[Event]:
    return calendar.events


def master(calendar: Calendar) -> Event:
    [found] = [event for event in events(calendar) if "RRULE" in event]
    return found


def starts(calendar: Calendar, *, until: datetime) -> list[datetime]:
    """Every start a calendar program would show: rule, left-out days and exceptions applied."""
    found: set[datetime] = set()
    for event in events(calendar):
        if "RRULE" in event:
            found |= set(expanded(event, until=until))
    for event in events(calendar):
        if "RECURRENCE-ID" in event:
            found.discard(event["RECURRENCE-ID"].dt.astimezone(UTC))
        if "RRULE" not in event and event["STATUS"] != "CANCELLED":
            found.add(event["DTSTART"].dt.astimezone(UTC))
    return sorted(found)


def expanded(event: Event, *, until: datetime) -> list[datetime]:
    start = event["DTSTART"].dt
    zone, naive = start.tzinfo, start.replace(tzinfo=None)
    rules = rruleset()
    text = event["RRULE"].to_ical().decode()
    parts = dict(part.split("=") for part in text.split(";"))
    last = parts.pop("UNTIL", None)
    rules.rrule(rrulestr(";".join(f"{k}={v}" for k, v in parts.items()), dtstart=naive))
    if "EXDATE" in event:
        for left_out in event["EXDATE"].dts:
            rules.exdate(left_out.dt.replace(tzinfo=None))
    end = datetime.strptime(last, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if last else until
    naive_end = min(end, until).astimezone(zone).replace(tzinfo=None)
    found = rules.between(naive, naive_end, inc=True)
    return [one.replace(tzinfo=zone).astimezone(UTC) for one in found]


def test_a_single_chat_stands_in_universal_time(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    chat = plan(at_host, datetime(2026, 7, 6, 19, tzinfo=LONDON))

    [event] = events(read(visitor, f"/rooms/gynae/chats/{chat.public_id}.ics"))

    assert event["DTSTART"].to_ical() == b"20260706T180000Z"
    assert event["DTEND"].to_ical() == b"20260706T190000Z"
    assert event["SUMMARY"] == "Sleep"
    assert event["STATUS"] == "CONFIRMED"
    assert event["URL"].endswith("/rooms/gynae/")


def test_a_series_keeps_its_hour_when_the_clocks_change(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    plan(at_host, rule=WEEKLY)

    calendar = read(visitor)

    shown = starts(calendar, until=datetime(2026, 11, 9, tzinfo=UTC))
    hours = {one.astimezone(LONDON).hour for one in shown}
    assert hours == {19}
    assert {one.hour for one in shown} == {18, 19}, "in universal time it is another hour"
    [zone] = calendar.timezones
    assert zone["TZID"] == "Europe/London"
    there = zone.to_tz()
    assert there.utcoffset(datetime(2026, 7, 1)) == timedelta(hours=1)  # noqa: DTZ001
    assert there.utcoffset(datetime(2026, 12, 1)) == timedelta(0)  # noqa: DTZ001


def test_the_calendar_shows_exactly_the_chats_that_take_place(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    """Held, moved by itself, called off, held: the calendar follows, and its ids do not change."""
    first = plan(at_host, rule=WEEKLY)
    uid = master(read(visitor))["UID"]
    second = hold(at_host, first, clock)
    thursday = datetime(2026, 3, 19, 20, tzinfo=LONDON)
    alone = ChatPlan("Sleep", thursday, thursday + timedelta(hours=1), "Europe/London")
    second = change_plan(at_host, second, alone, alone=True)
    third = hold(at_host, second, clock)
    cancel_chat(at_host, third)
    fourth = LiveChat.objects.get(state=ChatState.PLANNED)

    calendar = read(visitor)

    assert {event["UID"] for event in events(calendar)} == {uid}
    until = datetime(2026, 4, 7, tzinfo=UTC)
    assert starts(calendar, until=until) == [
        MONDAY.astimezone(UTC),
        thursday.astimezone(UTC),
        fourth.starts_at,
        datetime(2026, 4, 6, 19, tzinfo=LONDON).astimezone(UTC),
    ]
    [off] = [event for event in events(calendar) if event["STATUS"] == "CANCELLED"]
    assert off["RECURRENCE-ID"].dt == third.starts_at


def test_a_day_on_which_no_chat_was_planned_is_left_out(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    first = plan(at_host, rule="FREQ=DAILY")
    clock.move_to(first.starts_at)
    open_chat(at_host, first)
    clock.shift(timedelta(days=3))  # nobody pressed "chat over" for three days
    end_chat(at_host, first)

    shown = starts(read(visitor), until=datetime(2026, 3, 14, tzinfo=UTC))

    assert [one.day for one in shown] == [9, 13]


def test_the_number_of_changes_only_grows(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    chat = plan(at_host, rule=WEEKLY)
    numbers = [master(read(visitor))["SEQUENCE"]]
    for hour in (18, 20):
        start = MONDAY.replace(hour=hour)
        alone = ChatPlan("Sleep", start, start + timedelta(hours=1), "Europe/London")
        chat = change_plan(at_host, chat, alone, alone=True)
        numbers.append(master(read(visitor))["SEQUENCE"])
    chat = hold(at_host, chat, clock)
    numbers.append(master(read(visitor))["SEQUENCE"])
    cancel_chat(at_host, chat, and_following=True)
    numbers.append(master(read(visitor))["SEQUENCE"])

    assert all(later > earlier for earlier, later in pairwise(numbers))


def test_a_series_that_was_called_off_ends_with_its_last_chat(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    second = hold(at_host, plan(at_host, rule=WEEKLY), clock)
    cancel_chat(at_host, second, and_following=True)

    shown = starts(read(visitor), until=datetime(2026, 6, 1, tzinfo=UTC))

    assert shown == [MONDAY.astimezone(UTC)]


def test_a_series_with_a_new_rhythm_has_a_new_id_and_the_old_one_ends(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    second = hold(at_host, plan(at_host, rule=WEEKLY), clock)
    tuesday = datetime(2026, 3, 17, 18, tzinfo=LONDON)
    anew = ChatPlan(
        "Sleep",
        tuesday,
        tuesday + timedelta(hours=1),
        "Europe/London",
        recurrence="FREQ=WEEKLY;BYDAY=TU",
    )
    before = master(read(visitor))
    change_plan(at_host, second, anew)

    calendar = read(visitor)

    series = {event["UID"]: event for event in events(calendar)}
    assert len(series) == 2
    assert series[before["UID"]]["SEQUENCE"] > before["SEQUENCE"]
    shown = starts(calendar, until=datetime(2026, 3, 25, tzinfo=UTC))
    assert [one.day for one in shown] == [9, 17, 24]


def test_a_cancelled_single_chat_stays_and_says_so(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    chat = plan(at_host)
    [before] = events(read(visitor))
    cancel_chat(at_host, chat)

    [after] = events(read(visitor))

    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_text_cannot_break_out_of_its_line(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    start = MONDAY
    intro = "Bring water;\r\nEND:VEVENT\nand a chair, please\\"
    plan_chat(at_host, ChatPlan("Sleep, and; more", start, start + timedelta(hours=1), intro=intro))

    [event] = events(read(visitor))

    assert event["SUMMARY"] == "Sleep, and; more"
    assert event["DESCRIPTION"].splitlines() == intro.splitlines()


def test_a_calendar_that_has_not_changed_is_not_sent_again(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    chat = plan(at_host)
    tag = visitor.get("/rooms/gynae/calendar.ics")["ETag"]
    clock.shift(3600)

    assert visitor.get("/rooms/gynae/calendar.ics", HTTP_IF_NONE_MATCH=tag).status_code == 304
    cancel_chat(at_host, chat)
    assert visitor.get("/rooms/gynae/calendar.ics", HTTP_IF_NONE_MATCH=tag).status_code == 200


@pytest.fixture
def closed(
    clock: time_machine.Traveller,
    make_room: Callable[..., Room],
    come_in: Callable[..., Viewer],
    patient: Player,
    host: Player,
) -> Room:
    """A room for members, with a planned chat; the patient is in it."""
    room = make_room("closed", level=Level.MEMBERS)
    come_in(patient.person, room, "Blue Heron")
    plan(access_room(host.person, "closed"))
    return room


def key_of(player: Player) -> str:
    page = player.post("/rooms/closed/calendar/").content.decode()
    start = page.index("http://127.0.0.1:8000/calendar/") + len("http://127.0.0.1:8000")
    return page[start : page.index('"', start)]


def test_the_calendar_of_a_closed_room_is_for_its_readers(closed: Room, visitor: Client) -> None:
    assert visitor.get("/rooms/closed/calendar.ics").status_code == 404


def test_a_secret_address_opens_the_calendar_until_it_is_shut(
    closed: Room, patient: Player, visitor: Client
) -> None:
    address = key_of(patient)
    [event] = events(read(visitor, address))
    assert event["CLASS"] == "PRIVATE"

    patient.post("/rooms/closed/calendar/end/")

    assert visitor.get(address).status_code == 404


def test_a_new_secret_address_shuts_the_old_one(
    closed: Room, patient: Player, visitor: Client
) -> None:
    old, new = key_of(patient), key_of(patient)

    assert visitor.get(old).status_code == 404
    assert visitor.get(new).status_code == 200


def test_a_secret_address_is_shown_once(closed: Room, patient: Player) -> None:
    address = key_of(patient)

    assert address not in patient.get("/rooms/closed/calendar/").content.decode()


def test_a_secret_address_ends_when_its_owner_leaves(
    closed: Room, patient: Player, visitor: Client
) -> None:
    address = key_of(patient)
    membership = access_room(patient.person, "closed").membership
    assert membership is not None
    leave(membership)

    assert visitor.get(address).status_code == 404
