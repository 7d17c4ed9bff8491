"""Who fills which slot on the pages of lower apps: the only place that says so."""

from collections.abc import Mapping, Sequence

from openrounds.accounts import export
from openrounds.accounts.slots import Filling
from openrounds.accounts.slots import Slot as AccountSlot
from openrounds.accounts.slots import fill as fill_account
from openrounds.moderation.export import moderation_part
from openrounds.moderation.offers import in_room, under_post, waiting_list
from openrounds.rooms import fillings
from openrounds.rooms.export import rooms_part
from openrounds.rooms.slots import Slot, Table, install
from openrounds.rooms.waiting import fill_waiting_list

SLOTS: Table = {Slot.POST: [under_post], Slot.ROOM: [in_room]}
ACCOUNT_SLOTS: Mapping[AccountSlot, Sequence[Filling]] = {
    AccountSlot.MAIL: [fillings.mail],
    AccountSlot.GOES: [fillings.goes_at_once, fillings.goes_within_the_hour],
    AccountSlot.STAYS: [fillings.stays],
}


def fill() -> None:
    """Install what stands above, and the parts of the archive "Everything about you"."""
    install(SLOTS)
    fill_waiting_list(waiting_list)
    for slot, known in ACCOUNT_SLOTS.items():
        for filling in known:
            fill_account(slot, filling)
    export.register("rooms", rooms_part)
    export.register("moderation", moderation_part)
