"""Work that is due by the clock. Pure: the table itself is `project/schedule.py`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of work every `every_s` seconds, counted from `at_s` seconds past midnight UTC.

    `Entry("digest", every_s=86_400, at_s=7 * 3600)` is every day at 07:00 UTC.
    """

    kind: str
    every_s: int
    at_s: int = 0

    def __post_init__(self) -> None:
        if self.every_s < 1:
            raise ValueError(f"{self.kind}: every_s must be one second or more")


def slot(entry: Entry, now: datetime) -> datetime:
    """The latest time, not after `now`, at which the entry is due."""
    past = now - _EPOCH - timedelta(seconds=entry.at_s)
    return now - past % timedelta(seconds=entry.every_s)
