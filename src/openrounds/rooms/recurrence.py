"""When a recurring chat comes next: RFC 5545 rules, in the wall-clock time of its own zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from openrounds.errors import Refused


def check_recurrence(rule: str) -> None:
    """Refuse a rule that cannot be read or that repeats more often than daily."""
    text = rule.upper()
    if "FREQ=HOURLY" in text or "FREQ=MINUTELY" in text or "FREQ=SECONDLY" in text:
        raise Refused(
            _("A chat repeats daily at most."), remedy=_("Choose daily, weekly or monthly.")
        )
    try:
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
    """The first start after a moment, or nothing. 19:00 stays 19:00 when the clocks change."""
    if not rule:
        return None
    zone = ZoneInfo(time_zone)
    first = starts_at.astimezone(zone).replace(tzinfo=None)
    found = rrulestr(rule, dtstart=first).after(after.astimezone(zone).replace(tzinfo=None))
    return found.replace(tzinfo=zone) if found else None
