"""How often one source may do one thing: token buckets that all processes share.

A source is a person's `log_ref` or a network; only a keyed hash of it is stored, with the secret
key, so that the table tells nothing to whoever reads it alone.
"""

import math
from dataclasses import dataclass
from typing import Self

from django.utils import timezone
from django.utils.crypto import salted_hmac

from openrounds.errors import TooMany
from openrounds.web.actions import spend_token
from openrounds.web.wording import too_many_words


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `burst` at once, refilled with `per_s` each second."""

    burst: int
    per_s: float

    @classmethod
    def per_minute(cls, times: int) -> Self:
        """`times` in a minute, and all of them at once if somebody was quiet before."""
        return cls(burst=times, per_s=times / 60)

    @classmethod
    def per_hour(cls, times: int) -> Self:
        """`times` in an hour, and all of them at once if somebody was quiet before."""
        return cls(burst=times, per_s=times / 3600)


def check_limit(name: str, key: str, policy: Limit) -> None:
    """Count one more `name` by `key`. Refuses with `TooMany`, which says when it works again.

    Inside a transaction of the caller, a refusal there gives the token back.
    """
    bucket = salted_hmac("openrounds.limits", f"{name}\0{key}", algorithm="sha256").hexdigest()
    wait_s = spend_token(bucket, burst=policy.burst, per_s=policy.per_s, now=timezone.now())
    if wait_s > 0:
        whole_s = max(1, math.ceil(wait_s))
        words = too_many_words(whole_s)
        raise TooMany(words.happened, remedy=words.step, retry_after_s=whole_s)
