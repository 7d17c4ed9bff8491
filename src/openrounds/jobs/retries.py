"""How often and how late a failed job is tried again. Pure."""

from dataclasses import dataclass

from openrounds.errors import NotAllowed, NotFound, OpenRoundsError, Refused

# Trying again cannot mend these: what the job was about has gone, or may not be done.
_HOPELESS: tuple[type[OpenRoundsError], ...] = (NotAllowed, NotFound, Refused)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Exponential back-off: waits grow by `growth` from `first_wait_s` up to `longest_wait_s`.

    `jitter` is the share of a wait that chance may add, so that jobs that failed together do not
    come back together. With the defaults the eighth and last try comes about 40 minutes after the
    first: long enough for a mail server to be restarted, short enough for somebody to notice.
    """

    tries: int = 8
    first_wait_s: float = 5.0
    growth: float = 2.5
    longest_wait_s: float = 3600.0
    jitter: float = 0.25


ONCE = RetryPolicy(tries=1)


def wait_s(policy: RetryPolicy, *, tries: int, luck: float) -> float | None:
    """Seconds until the next try after `tries` failed ones; None when there is none left.

    `luck` is a number from 0 up to 1, chosen by the caller at random.
    """
    if tries >= policy.tries:
        return None
    exponent = min(tries - 1, 64)  # beyond, a float would overflow; the longest wait holds anyway
    wait = min(policy.first_wait_s * policy.growth**exponent, policy.longest_wait_s)
    return wait * (1 + policy.jitter * luck)


def is_hopeless(error: Exception) -> bool:
    """Whether the same try would fail in the same way for ever."""
    return isinstance(error, _HOPELESS)
