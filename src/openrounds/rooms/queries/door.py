"""What is asked at the door of a room."""

from openrounds.rooms.models import Membership, Room
from openrounds.rooms.pseudonyms import suggest


def free_pseudonym(room: Room) -> str:
    """A neutral name that nobody in this room has."""
    names = Membership.objects.filter(room=room)
    return suggest(lambda name: names.filter(pseudonym__iexact=name).exists())
