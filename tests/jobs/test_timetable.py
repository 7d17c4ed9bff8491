from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrounds.jobs import Entry
from openrounds.jobs.timetable import slot

ENTRIES = st.builds(
    Entry, st.just("kind"), every_s=st.integers(1, 700_000), at_s=st.integers(0, 86_399)
)
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(ENTRIES, TIMES)
def test_a_slot_is_the_latest_that_has_come(entry: Entry, now: datetime) -> None:
    due = slot(entry, now)

    assert due <= now < due + timedelta(seconds=entry.every_s)


@given(ENTRIES, TIMES)
def test_within_one_slot_the_answer_stays_the_same(entry: Entry, now: datetime) -> None:
    due = slot(entry, now)

    assert slot(entry, due) == due
    assert slot(entry, due + timedelta(seconds=entry.every_s)) != due


def test_a_daily_entry_comes_at_its_time_of_day() -> None:
    digest = Entry("digest", every_s=86_400, at_s=7 * 3600)

    before = slot(digest, datetime(2026, 3, 2, 6, 59, tzinfo=UTC))
    after = slot(digest, datetime(2026, 3, 2, 7, 0, tzinfo=UTC))

    assert before == datetime(2026, 3, 1, 7, 0, tzinfo=UTC)
    assert after == datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def test_an_entry_cannot_be_due_all_the_time() -> None:
    with pytest.raises(ValueError, match="one second or more"):
        Entry("too often", every_s=0)
