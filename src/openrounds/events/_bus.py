from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: past tense, references only, values that JSON can carry."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears of an event: `inline` in the transaction, otherwise as background work `kind`."""

    handle: Callable[[Any], None]
    inline: bool = False

    @property
    def kind(self) -> str:
        return f"event:{self.handle.__module__}.{self.handle.__qualname__}"


Table = Mapping[type[Event], Sequence[Listener]]
_table: dict[type[Event], Sequence[Listener]] = {}
_enqueue: list[Callable[[str, dict[str, Any]], None]] = []


def listen(table: Table, enqueue: Callable[[str, dict[str, Any]], None]) -> None:
    """Install the one table of listeners. Called once, by `project`, when the apps are ready."""
    _table.clear()
    _table.update(table)
    _enqueue[:] = [enqueue]


def subscriptions() -> Table:
    """The installed table, for the pages and tests that show it."""
    return dict(_table)


def emit(event: Event) -> None:
    """Tell whoever listens. Must be called inside the transaction of the change it tells of."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was emitted outside a transaction")
    for listener in _table.get(type(event), ()):
        if listener.inline:
            listener.handle(event)
        else:
            _enqueue[0](listener.kind, {"event": type(event).__name__, "values": asdict(event)})


def event_from_payload(payload: Mapping[str, Any]) -> Event:
    """The event that `emit` wrote into background work."""
    kinds = {kind.__name__: kind for kind in _table}
    return kinds[payload["event"]](**payload["values"])
