"""Where a stream begins in each of its topics. Pure: positions in, places out."""

from collections.abc import Mapping
from dataclasses import dataclass

from openrounds.realtime.entries import TopicState
from openrounds.realtime.grants import Grant, TopicGrant
from openrounds.realtime.positions import Position


@dataclass(frozen=True, slots=True)
class Place:
    """A stream's beginning in one topic: it gets every entry after `after`.

    `state` is the topic's when the right to read was checked. `lost`: what the reader has seen does
    not join on to what we hold, so it has to load its page anew.
    """

    topic: TopicGrant
    state: TopicState
    after: Position
    lost: bool


def find_places(
    grant: Grant,
    states: Mapping[str, TopicState],
    cursor: Mapping[str, int],
    *,
    replay_limit: int,
) -> list[Place]:
    """Match what the client has seen (`cursor`: epoch to seq) with the topics it may read.

    Without a cursor everything starts now. With one, a topic that it does not name starts now too,
    unless the cursor names an epoch we do not know: that may have been this topic before a reset.
    """
    known = {states[topic.key].epoch for topic in grant.topics}
    has_strangers = not known.issuperset(cursor)
    return [
        _place(topic, states[topic.key], cursor, has_strangers, replay_limit)
        for topic in grant.topics
    ]


def _place(
    topic: TopicGrant,
    state: TopicState,
    cursor: Mapping[str, int],
    has_strangers: bool,  # noqa: FBT001 - a step of the function above
    replay_limit: int,
) -> Place:
    now = Position(state.epoch, state.last_seq)
    seen = cursor.get(state.epoch)
    if seen is None:
        return Place(topic, state, now, lost=has_strangers)
    oldest = max(state.trimmed_to, state.last_seq - replay_limit)
    if not oldest <= seen <= state.last_seq:
        return Place(topic, state, now, lost=True)
    return Place(topic, state, Position(state.epoch, seen), lost=False)
