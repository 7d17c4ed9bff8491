"""Who fills which slot on the pages of rooms: the only table."""

from openrounds.moderation.offers import in_room, under_post
from openrounds.rooms.slots import Slot, Table, install

SLOTS: Table = {Slot.POST: [under_post], Slot.ROOM: [in_room]}


def fill() -> None:
    """Install the table."""
    install(SLOTS)
