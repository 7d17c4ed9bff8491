"""Live chats as RFC 5545 calendar data, for the calendars of those who want to come.

A single chat is one VEVENT in UTC. A series is one VEVENT with its rule, in the wall-clock time of
its own zone (a VTIMEZONE goes with it), and one VEVENT with a RECURRENCE-ID for each chat that was
moved, renamed or called off by itself. Both keep their UID for good.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vRecur

from openrounds.rooms.models import ChatState, LiveChat
from openrounds.rooms.recurrence import next_start

STATUS: Mapping[str, str] = {ChatState.CANCELLED: "CANCELLED"}
ZONE_YEARS = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where the chats are: the title and address of the room, and whether anybody may know."""

    title: str
    url: str
    host: str
    is_open: bool
    changed_at: datetime


def calendar(place: Place, chats: Iterable[LiveChat]) -> bytes:
    """Chats of one room, with every chat of each series that is among them. In any order."""
    made = Calendar()
    made.add("prodid", "-//OpenRounds//Live chats//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", place.title)
    made.add("name", place.title)
    made.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    zones: dict[str, date] = {}
    for _, members in groupby(sorted(chats, key=_series_order), key=_series_key):
        for event in _events(place, list(members), zones):
            made.add_component(event)
    for name, first_day in sorted(zones.items()):
        made.subcomponents.insert(0, _zone(name, first_day.year))
    return bytes(made.to_ical())


def _series_key(chat: LiveChat) -> int:
    return chat.series_id or chat.pk


def _series_order(chat: LiveChat) -> tuple[int, datetime, int]:
    return _series_key(chat), chat.nominal_start, chat.pk


def _events(place: Place, members: Sequence[LiveChat], zones: dict[str, date]) -> list[Event]:
    first = members[0]
    if not first.recurrence or first.series_id is not None:
        return [_single(place, chat) for chat in members]
    zones[first.time_zone] = min(
        first.nominal_start.date(), zones.get(first.time_zone, first.nominal_start.date())
    )
    exceptions = [_exception(place, first, chat) for chat in members if _stands_out(first, chat)]
    return [_series(place, first, members), *exceptions]


def _single(place: Place, chat: LiveChat) -> Event:
    event = _event(place, chat, uid=f"{chat.public_id}@{place.host}", sequence=chat.sequence)
    event.add("dtstart", chat.starts_at.astimezone(UTC))
    event.add("dtend", chat.ends_at.astimezone(UTC))
    return event


def _series(place: Place, first: LiveChat, members: Sequence[LiveChat]) -> Event:
    zone = ZoneInfo(first.time_zone)
    last = members[-1]
    # Each new chat and each change of one is a change of the series: the number only ever grows.
    sequence = sum(chat.sequence + 1 for chat in members) - 1
    event = _event(place, first, uid=_series_uid(place, first), sequence=sequence)
    event["status"] = "CONFIRMED"
    start = first.nominal_start.astimezone(zone)
    event.add("dtstart", start)
    event.add("dtend", (first.nominal_start + (first.ends_at - first.starts_at)).astimezone(zone))
    rule = vRecur.from_ical(first.recurrence)
    if last.state in (ChatState.OVER, ChatState.CANCELLED):  # none follows
        rule["UNTIL"] = [last.nominal_start.astimezone(UTC)]
    event.add("rrule", rule)
    left_out = _left_out(first, members)
    if left_out:
        event.add("exdate", [start.astimezone(zone) for start in left_out])
    return event


def _left_out(first: LiveChat, members: Sequence[LiveChat]) -> list[datetime]:
    """Starts that the rule names between two chats where there was none."""
    missing = []
    for one, following in pairwise(members):
        start = one.nominal_start
        while found := next_start(first.recurrence, start, first.time_zone, after=start):
            if found >= following.nominal_start:
                break
            missing.append(found)
            start = found
    return missing


def _stands_out(first: LiveChat, chat: LiveChat) -> bool:
    length = chat.ends_at - chat.starts_at
    return (
        chat.rule_start is not None
        or chat.state == ChatState.CANCELLED
        or (chat.title, chat.intro) != (first.title, first.intro)
        or length != first.ends_at - first.starts_at
    )


def _exception(place: Place, first: LiveChat, chat: LiveChat) -> Event:
    zone = ZoneInfo(first.time_zone)
    event = _event(place, chat, uid=_series_uid(place, first), sequence=chat.sequence)
    event.add("recurrence-id", chat.nominal_start.astimezone(zone))
    event.add("dtstart", chat.starts_at.astimezone(zone))
    event.add("dtend", chat.ends_at.astimezone(zone))
    return event


def _series_uid(place: Place, first: LiveChat) -> str:
    return f"series-{first.public_id}@{place.host}"


def _event(place: Place, chat: LiveChat, *, uid: str, sequence: int) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", place.changed_at.astimezone(UTC))
    event.add("summary", chat.title)
    if chat.intro:
        event.add("description", chat.intro)
    event.add("url", place.url)
    event.add("location", place.url)
    event.add("status", STATUS.get(chat.state, "CONFIRMED"))
    event.add("class", "PUBLIC" if place.is_open else "PRIVATE")
    return event


@lru_cache(maxsize=64)
def _zone(name: str, first_year: int) -> Timezone:
    first = date(first_year, 1, 1)
    return Timezone.from_tzid(name, first_date=first, last_date=date(first_year + ZONE_YEARS, 1, 1))
