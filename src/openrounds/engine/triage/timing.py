"""How long until somebody may post again, or may still edit."""

from datetime import datetime, timedelta
from math import ceil


def seconds_until_allowed(last_at: datetime | None, now: datetime, slow_mode_s: int) -> int:
    """Whole seconds until the next post may go out; 0 when it may now.

    A post from the future means that the clock was set back: nobody waits for it to come again.
    """
    if last_at is None or last_at > now:
        return 0
    return _whole_seconds(last_at + timedelta(seconds=slow_mode_s) - now, slow_mode_s)


def edit_seconds_left(published_at: datetime, now: datetime, window_s: int) -> int:
    """Whole seconds in which a post may still be edited; 0 when the window is over."""
    return _whole_seconds(published_at + timedelta(seconds=window_s) - now, window_s)


def _whole_seconds(left: timedelta, most: int) -> int:
    return max(0, min(most, ceil(left.total_seconds())))
