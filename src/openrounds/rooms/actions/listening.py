"""Where a page stands in the room's streams."""

from openrounds.realtime.actions import open_topics
from openrounds.realtime.positions import Position
from openrounds.realtime.wire import format_cursor
from openrounds.rooms.access import Viewer
from openrounds.rooms.topics import staff_topic, stretch_topic


def stream_cursor(viewer: Viewer) -> str:
    """Where the streams that this viewer hears stand now. Call it before reading any post.

    Then something may come twice, but nothing is missed. A stream nobody has used yet is made, so
    that its first event is not missed either; after that this is one query.
    """
    keys = [stretch_topic(audience) for audience in viewer.audiences]
    if viewer.is_moderator:
        keys.append(staff_topic(viewer.room))
    states = open_topics(keys)
    return format_cursor(
        Position(states[key].epoch, states[key].last_seq) for key in keys if key in states
    )
