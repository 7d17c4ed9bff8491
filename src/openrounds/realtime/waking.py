"""Telling whoever sends live events that a topic has something new.

A wake-up carries only the topic's key and means "read again from where you are". Losing one costs
time, never an event.
"""

import secrets
from collections.abc import Callable, Collection

Waker = Callable[[Collection[str]], None]

PROCESS = secrets.token_hex(8)
"""This process, for the others: a name that says nothing else."""

_wakers: list[Waker] = []


def add_waker(waker: Waker) -> None:
    """Call `waker` with topic keys after each commit; from any thread, so it must not block."""
    _wakers.append(waker)


def remove_waker(waker: Waker) -> None:
    """Stop calling `waker`; no error when it was never added."""
    if waker in _wakers:
        _wakers.remove(waker)


def wake(topic_keys: Collection[str]) -> None:
    """Say that these topics have something new, to every sender known in this process."""
    for waker in tuple(_wakers):
        waker(topic_keys)
