"""A topic that somebody is listening to: who is up to date, who still catches up, and what to send.

Nothing here waits or reads; the pump does. So each step leaves a topic in a state that holds.
"""

from dataclasses import dataclass

from openrounds.realtime.entries import Batch, Gate, TopicState
from openrounds.realtime.positions import Position
from openrounds.realtime.streams import Stream
from openrounds.realtime.wire import Packet, lengthen_id


@dataclass(slots=True)
class Catching:
    """A reader who is behind: has everything up to `after`, and passed the gate `cleared_to`."""

    after: int
    cleared_to: int


class LiveTopic:
    """`live` readers have everything up to `cursor`; those in `behind` get the rest from the store.

    A reader moves from `behind` to `live` at the moment when both numbers are equal, with nothing
    awaited in between: that is why nobody misses or repeats an event. The value kept for a reader
    is the newest gate that was passed when the right to read was checked.
    """

    __slots__ = ("behind", "cursor", "is_pumping", "is_woken", "key", "live", "room", "state")

    def __init__(self, key: str, room: str, state: TopicState) -> None:
        self.key = key
        self.room = room
        self.state = state
        self.cursor = state.last_seq
        self.live: dict[Stream, int] = {}
        self.behind: dict[Stream, Catching] = {}
        self.is_woken = False
        self.is_pumping = False

    @property
    def position(self) -> Position:
        return Position(self.state.epoch, self.cursor)

    @property
    def known_state(self) -> TopicState:
        """What can be said without asking the store; `last_seq` is what has been sent."""
        state = self.state
        return TopicState(state.epoch, self.cursor, state.trimmed_to, state.gated_to)

    def join(self, stream: Stream, after: Position, cleared_to: int) -> bool:
        """Take in a reader; False when it has to catch up first."""
        if after == self.position:
            self.live[stream] = cleared_to
            return True
        self.behind[stream] = Catching(after.seq, cleared_to)
        return False

    def leave(self, stream: Stream) -> None:
        self.live.pop(stream, None)
        self.behind.pop(stream, None)

    def has_readers(self) -> bool:
        return bool(self.live or self.behind)

    def is_cut_off_from(self, state: TopicState) -> bool:
        """Whether what we have sent no longer joins on to what the store holds."""
        return (
            state.epoch != self.state.epoch
            or state.trimmed_to > self.cursor
            or state.last_seq < self.cursor
        )

    def advance(self, batch: Batch) -> list[tuple[Stream, int]]:
        """Move the cursor over a batch; returns the readers who must be sent it, in one step."""
        self.state = batch.state
        self.cursor = batch.through
        return list(self.live.items())

    def restart(self, state: TopicState) -> tuple[list[Stream], list[Stream]]:
        """Go on in another history; returns who stays in it and who must be let in anew.

        A gate may have been in the part that was lost, so whoever has not passed the newest leaves.
        """
        behind = {stream: catching.cleared_to for stream, catching in self.behind.items()}
        is_same_epoch = state.epoch == self.state.epoch
        staying: list[Stream] = []
        leaving: list[Stream] = []
        for stream, cleared_to in (self.live | behind).items():
            has_passed = (cleared_to if is_same_epoch else 0) >= state.gated_to
            (staying if has_passed else leaving).append(stream)
        self.state = state
        self.cursor = state.last_seq
        self.behind.clear()
        self.live = dict.fromkeys(staying, state.gated_to)
        return staying, leaving

    def caught_up_to(self, stream: Stream, through: int) -> None:
        """Note that a reader who was behind has now everything up to `through`."""
        catching = self.behind.get(stream)
        if catching is None:
            return
        catching.after = max(catching.after, through)
        if catching.after == self.cursor:
            self.live[stream] = self.behind.pop(stream).cleared_to


class Parcels:
    """Parts of one batch as packets, each made once for all readers who need the same."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self._made: dict[tuple[int, int, bytes], tuple[int, Packet] | None] = {}

    def between(
        self, after: int, through: int, other_positions: bytes
    ) -> tuple[int, Packet] | None:
        """What follows `after` up to `through`, and the number of its last event.

        Nothing when there is nothing to show. `other_positions` goes into each event's id.
        """
        wanted = after, through, other_positions
        if wanted not in self._made:
            self._made[wanted] = self._make(after, through, other_positions)
        return self._made[wanted]

    def _make(self, after: int, through: int, others: bytes) -> tuple[int, Packet] | None:
        frames = [frame for frame in self.batch.frames if after < frame[0] <= through]
        if not frames:
            return None
        return frames[-1][0], Packet.of(b"".join(lengthen_id(data, others) for _, data in frames))


def gate_for(batch: Batch, *, after: int, cleared_to: int, person_ref: str) -> Gate | None:
    """The first gate in a batch at which this reader has to be let in anew."""
    for gate in batch.gates:
        if gate.seq > max(after, cleared_to) and gate.person_ref in {"", person_ref}:
            return gate
    return None
