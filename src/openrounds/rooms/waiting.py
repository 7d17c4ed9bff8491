"""What waits for the people in charge of a room. Moderation knows; `project` introduces it."""

from collections.abc import Callable
from dataclasses import dataclass

from openrounds.rooms.access import Viewer


@dataclass(frozen=True, slots=True)
class WaitingList:
    """What waits for the people in charge of a room: how many, since when, and where to go."""

    count: int
    oldest_minutes: int
    url: str


WaitingListOf = Callable[[Viewer], WaitingList | None]
_waiting: list[WaitingListOf] = []


def fill_waiting_list(filling: WaitingListOf) -> None:
    """Say who knows what waits. The last one called holds."""
    _waiting[:] = [filling]


def waiting_list(viewer: Viewer) -> WaitingList | None:
    """What waits in this room, or nothing where nobody keeps such a list."""
    return _waiting[0](viewer) if _waiting else None
