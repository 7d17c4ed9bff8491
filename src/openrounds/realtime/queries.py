from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import Sum

from openrounds.realtime.entries import Entry, TopicState
from openrounds.realtime.models import PresenceCount, Topic
from openrounds.realtime.positions import Position

_STATE = ("epoch", "last_seq", "trimmed_to", "gated_to")
_NO_END = 2**62
# By hand: asked for each post, and to put it together took three times as long as to run it.
_ENTRIES = """
    SELECT topic.epoch, topic.last_seq, topic.trimmed_to, topic.gated_to,
           entry.seq, entry.kind, entry.ref
    FROM realtime_topic AS topic
    LEFT JOIN realtime_streamevent AS entry
        ON entry.topic_id = topic.id AND entry.seq > %s AND entry.seq <= %s
    WHERE topic.key = %s
    ORDER BY entry.seq
    LIMIT %s
"""


def states_of(topic_keys: Collection[str]) -> dict[str, TopicState]:
    """How far these topics have come; topics that do not exist yet are absent."""
    found: dict[str, TopicState] = {}
    keys = list(topic_keys)
    for start in range(0, len(keys), 500):
        rows = Topic.objects.filter(key__in=keys[start : start + 500])
        found |= {key: TopicState(*state) for key, *state in rows.values_list("key", *_STATE)}
    return found


def positions_of(topic_keys: Collection[str]) -> dict[str, Position]:
    """Where these topics stand now, to put on a page that will follow them live.

    Ask before you read what the page shows: then something may be seen twice, but never missed.
    """
    states = states_of(topic_keys)
    return {key: Position(state.epoch, state.last_seq) for key, state in states.items()}


def entries_after(
    topic_key: str, seq: int, *, until: int | None = None, limit: int
) -> tuple[TopicState, list[Entry]] | None:
    """The next entries of a topic in order, and its state; None when there is no such topic.

    One statement, so that the entries belong to the state whatever is written meanwhile.
    """
    last = _NO_END if until is None else until
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [seq, last, topic_key, limit])
        rows = cursor.fetchall()
    if not rows:
        return None
    entries = [Entry(*row[4:]) for row in rows if row[4] is not None]
    return TopicState(*rows[0][:4]), entries


def reading_elsewhere(process: str, *, since: datetime) -> dict[str, int]:
    """How many streams other processes hold open per room, as far as they reported lately."""
    rows = (
        PresenceCount.objects.filter(at__gte=since)
        .exclude(process=process)
        .values("room")
        .annotate(total=Sum("reading"))
    )
    return {row["room"]: row["total"] for row in rows}
