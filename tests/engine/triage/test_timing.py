"""Slow mode and the time to edit."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrounds.engine.triage import edit_seconds_left, seconds_until_allowed

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("last_at", "slow_mode_s", "wait_s"),
    [
        (None, 60, 0),
        (ago(60), 60, 0),
        (ago(59.5), 60, 1),
        (ago(10), 60, 50),
        (ago(10), 0, 0),
        (ago(-3600), 60, 0),  # the clock was set back: nobody waits an hour for it
    ],
)
def test_slow_mode_says_how_long_to_wait(
    last_at: datetime | None, slow_mode_s: int, wait_s: int
) -> None:
    assert seconds_until_allowed(last_at, NOW, slow_mode_s) == wait_s


@pytest.mark.parametrize(
    ("published_at", "left_s"), [(ago(0), 300), (ago(299.5), 1), (ago(300), 0), (ago(9999), 0)]
)
def test_a_post_may_be_edited_for_a_while(published_at: datetime, left_s: int) -> None:
    assert edit_seconds_left(published_at, NOW, 300) == left_s


@given(st.floats(-1e6, 1e6), st.integers(0, 86400))
def test_who_waits_as_long_as_told_may_post(since_s: float, slow_mode_s: int) -> None:
    last_at = ago(since_s)
    wait_s = seconds_until_allowed(last_at, NOW, slow_mode_s)

    assert 0 <= wait_s <= slow_mode_s
    if last_at <= NOW:
        assert seconds_until_allowed(last_at, NOW + timedelta(seconds=wait_s), slow_mode_s) == 0
