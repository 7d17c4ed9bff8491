"""The same events for those who cannot hold a stream open: ask now and then."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openrounds.errors import Unavailable
from openrounds.realtime.admission import Place
from openrounds.realtime.entries import Reading, Render
from openrounds.realtime.positions import Position
from openrounds.realtime.reader import read_entries
from openrounds.realtime.wire import format_cursor


@dataclass(frozen=True, slots=True)
class PollAnswer:
    """`events` are JSON texts; `after` is the cursor to ask with next time."""

    events: tuple[str, ...]
    after: str
    is_reset: bool
    reading: Mapping[str, int]

    def with_presence(self, reading: Mapping[str, int]) -> "PollAnswer":
        """The same with how many read each room."""
        return replace(self, reading=reading)

    def as_json(self) -> str:
        """One JSON object; the events are put in as they are, they are JSON already."""
        presence = [
            json.dumps({"kind": "presence", "room": room, "reading": count}, ensure_ascii=False)
            for room, count in self.reading.items()
        ]
        events = ",".join([*self.events, *presence])
        rest = json.dumps({"after": self.after, "reset": self.is_reset})
        return f'{{"events":[{events}],{rest[1:]}'


def poll(render: Render, places: Sequence[Place], *, page: int) -> PollAnswer:
    """Read what follows these places, at most `page` entries of each topic."""
    events: list[str] = []
    reached: list[Position] = []
    for place in places:
        reading = None if place.lost else _read(render, place, page)
        if reading is None:
            reached.append(place.after)
            continue
        events += [frame.data for frame in reading.frames]
        reached.append(Position(place.after.epoch, reading.through))
    is_reset = any(place.lost for place in places)
    return PollAnswer(tuple(events), format_cursor(reached), is_reset, {})


def _read(render: Render, place: Place, page: int) -> Reading:
    reading = read_entries(render, place.topic.key, place.after.seq, limit=page)
    # A topic that began anew, or a gate, since the rights were looked up: ask again from the start.
    if (
        reading is None
        or reading.state.epoch != place.after.epoch
        or reading.state.gated_to > place.state.gated_to
    ):
        raise Unavailable("This room is changing just now.", retry_after_s=1)
    return reading
