"""The names of a room's streams: one for each stretch of its history, and one for its staff."""

from openrounds.rooms.models import Audience, Room


def stretch_topic(audience: Audience) -> str:
    """Where news goes that everybody may have who can read this stretch."""
    return f"room:{audience.room_id}:{audience.number}"


def current_topic(room: Room) -> str:
    """Where news of the room itself goes: to whoever can read it now."""
    return f"room:{room.pk}:{room.audience_number}"


def staff_topic(room: Room) -> str:
    """Where news of held and reported posts goes."""
    return f"room:{room.pk}:staff"


def room_of_topic(topic_key: str) -> int:
    """The primary key of the room that a topic belongs to."""
    return int(topic_key.split(":")[1])
