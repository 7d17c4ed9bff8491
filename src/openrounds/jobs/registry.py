"""Which function does which kind of work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from openrounds.jobs.retries import RetryPolicy

Payload = Mapping[str, Any]
Work = Callable[[Payload], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of work is done.

    `atomic`: the work and its "done" are one transaction, so that it happens exactly once; for work
    that only changes rows, never for work that talks to a network. Otherwise the work happens at
    least once: a process that dies between the two is followed by another try.
    `urgent` work goes before all other work that is due.
    """

    function: Work
    retry: RetryPolicy
    atomic: bool
    urgent: bool


_handlers: dict[str, Handler] = {}


def register(
    kind: str,
    function: Work,
    *,
    retry: RetryPolicy | None = None,
    atomic: bool = False,
    urgent: bool = False,
) -> None:
    """Name the function for a kind of work. Registering the same one twice changes nothing."""
    known = _handlers.get(kind)
    if known is not None and known.function is not function:
        raise ValueError(f"Two functions want to do {kind!r}")
    _handlers[kind] = Handler(function, retry or RetryPolicy(), atomic, urgent)


def handler(
    kind: str, *, retry: RetryPolicy | None = None, atomic: bool = False, urgent: bool = False
) -> Callable[[Work], Work]:
    """Decorate the function that does a kind of work; it takes the payload."""

    def mark(function: Work) -> Work:
        register(kind, function, retry=retry, atomic=atomic, urgent=urgent)
        return function

    return mark


def handler_for(kind: str) -> Handler | None:
    """The handler of a kind, or nothing when this version of the product has none."""
    return _handlers.get(kind)


def kinds() -> frozenset[str]:
    """Every kind of work this process knows."""
    return frozenset(_handlers)
