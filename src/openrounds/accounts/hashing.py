"""Passwords are hashed with argon2id, few at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.translation import gettext as _

from openrounds.errors import Unavailable

AT_ONCE = 2
WAIT_S = 2.0
_places = threading.BoundedSemaphore(AT_ONCE)


class MeasuredArgon2(Argon2PasswordHasher):
    """Argon2id with the parameters of RFC 9106, section 4, second choice: 3 passes over 64 MiB.

    A hash takes about a tenth of a second of both cores of a small machine, and its memory. More
    than `AT_ONCE` together would only slow each other and starve the pages, so the others wait,
    and are asked to come back when that takes too long: a flood of guesses cannot stop a chat.
    """

    time_cost = 3
    memory_cost = 65536  # KiB
    parallelism = 4

    def encode(self, password: str, salt: str) -> str:
        with _place():
            return str(super().encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        with _place():
            return bool(super().verify(password, encoded))


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=WAIT_S):
        raise Unavailable(
            _("Many people are signing in just now."), remedy=_("Try again in a few seconds.")
        )
    try:
        yield
    finally:
        _places.release()
