"""Ending the live streams of somebody whose rights have changed outside the rooms."""

from django.db import transaction

from openrounds.realtime.actions import Happening, append_many
from openrounds.rooms.models import Audience, RoomState
from openrounds.rooms.topics import stretch_topic


@transaction.atomic
def end_streams_of(person_ref: str) -> None:
    """Close every stream of this person, so that whoever still may comes back at once.

    In every room, whether they are in it or not: a gate in their own rooms alone would show, by the
    number that is missing in each at the same moment, which rooms one person is in.
    """
    open_rooms = Audience.objects.exclude(room__state=RoomState.GONE).select_related("room")
    gates = [Happening(stretch_topic(audience), "gate", person_ref) for audience in open_rooms]
    if gates:
        append_many(gates)
