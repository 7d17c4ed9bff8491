"""Places on the pages of rooms that other apps fill. Which app fills which is told in `project`.

A filler is called once for each page. For posts it is called with a stand-in for the id, which is
then put into the address it gave: so it can ask nothing about a single post.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from openrounds.rooms.access import Viewer
from openrounds.web.navigation import Link


class Slot(StrEnum):
    """Where something can be shown. The object that a filler gets stands beside each."""

    POST = "post"  # under a post, among the quiet actions: a stand-in for its public id
    ROOM = "room"  # in "About this room": the room's slug
    CHAT = "chat"  # on the page of a chat: the chat's public id
    COMPOSER = "composer"  # beside the field where one writes: the room's slug


Filler = Callable[[Viewer, str], Sequence[Link]]
Table = Mapping[Slot, Sequence[Filler]]

_table: dict[Slot, Sequence[Filler]] = {}


def install(table: Table) -> None:
    """Take over who fills what, replacing what was installed before."""
    _table.clear()
    _table.update(table)


def links(slot: Slot, viewer: Viewer, ref: str) -> tuple[Link, ...]:
    """What stands in a slot for this viewer, in the order of the table."""
    return tuple(link for filler in _table.get(slot, ()) for link in filler(viewer, ref))
