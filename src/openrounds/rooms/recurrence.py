"""When a recurring chat comes next: RFC 5545 rules, in the wall-clock time of its own zone."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openrounds.errors import Refused

RULE_PARTS = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST")
RULE_VALUE = re.compile(r"\A[A-Z0-9,+-]+\Z")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeat(TextChoices):
    """The ways of repeating that a form offers. `OTHER` stands for a rule that came by the API."""

    NONE = "none", gettext_lazy("It does not repeat")
    DAILY = "daily", gettext_lazy("Every day")
    WEEKLY = "weekly", gettext_lazy("Every week, on the same weekday")
    FORTNIGHTLY = "fortnightly", gettext_lazy("Every two weeks, on the same weekday")
    MONTHLY = "monthly", gettext_lazy("Every month, on the same weekday of the month")
    OTHER = "other", gettext_lazy("As it is now")


def rule_for(repeat: Repeat, starts_at: datetime) -> str:
    """The rule for a way of repeating, for a first start given in the chat's own zone.

    The weekday is written out, so that a later look at the rule does not depend on its start. The
    fifth Monday of a month becomes the last one: every month has one.
    """
    weekday = WEEKDAYS[starts_at.weekday()]
    match repeat:
        case Repeat.DAILY:
            return "FREQ=DAILY"
        case Repeat.WEEKLY:
            return f"FREQ=WEEKLY;BYDAY={weekday}"
        case Repeat.FORTNIGHTLY:
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}"
        case Repeat.MONTHLY:
            week = (starts_at.day - 1) // 7 + 1
            return f"FREQ=MONTHLY;BYDAY={week if week < 5 else -1}{weekday}"
        case _:
            return ""


def repeat_of(rule: str) -> Repeat:
    """Which way of repeating a rule is."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)
    days = parts.get("BYDAY", "").split(",")
    if not rule:
        return Repeat.NONE
    if parts == {"FREQ": "DAILY"}:
        return Repeat.DAILY
    if len(days) != 1 or set(parts) - {"FREQ", "INTERVAL", "BYDAY"}:
        return Repeat.OTHER
    ways = {
        ("WEEKLY", "1"): Repeat.WEEKLY,
        ("WEEKLY", "2"): Repeat.FORTNIGHTLY,
        ("MONTHLY", "1"): Repeat.MONTHLY,
    }
    return ways.get((parts.get("FREQ", ""), parts.get("INTERVAL", "1")), Repeat.OTHER)


def check_recurrence(rule: str) -> None:
    """Refuse a rule that cannot be read, repeats more often than daily, or ends by itself.

    A series ends when a host calls it off: an end inside the rule would have to be counted on.
    """
    parts = [part.partition("=")[::2] for part in rule.split(";")]
    freq = dict(parts).get("FREQ")
    if freq in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise Refused(
            _("A chat repeats daily at most."), remedy=_("Choose daily, weekly or monthly.")
        )
    try:
        if not all(key in RULE_PARTS and RULE_VALUE.match(value) for key, value in parts):
            raise ValueError(rule)
        rrulestr(rule, dtstart=datetime(2026, 1, 1, 12))  # noqa: DTZ001 - wall-clock time on purpose
    except (ValueError, TypeError) as error:
        raise Refused(
            _("This way of repeating cannot be understood."),
            remedy=_(
                "Choose daily, weekly or monthly, or write a rule like FREQ=MONTHLY;BYDAY=1TU."
            ),
        ) from error


def next_start(
    rule: str, starts_at: datetime, time_zone: str, *, after: datetime
) -> datetime | None:
    """The first start after a moment, in UTC, or nothing. 19:00 stays 19:00 on the clock there."""
    if not rule:
        return None
    zone = ZoneInfo(time_zone)
    first = starts_at.astimezone(zone).replace(tzinfo=None)
    found = rrulestr(rule, dtstart=first).after(after.astimezone(zone).replace(tzinfo=None))
    return found.replace(tzinfo=zone).astimezone(UTC) if found else None
