"""What travels from a topic's rows to its readers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

GATE = "gate"
"""Kind of an entry that closes streams, so that whoever reads there is let in anew or not at all.

Its `ref` names one person (`Grant.person_ref`), or is empty for everybody. It is never rendered.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a topic: what kind of thing happened to what."""

    seq: int
    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class Frame:
    """An entry as readers see it now: `data` is one JSON object as text."""

    seq: int
    data: str


Render = Callable[[str, Sequence[Entry]], Sequence[Frame]]
"""Turns a topic's entries into frames, reading texts now; may leave entries out, keeps the order.

Called in a thread with its own database connection.
"""


@dataclass(frozen=True, slots=True)
class TopicState:
    """How far a topic has come; see `Topic`."""

    epoch: str
    last_seq: int
    trimmed_to: int
    gated_to: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate among the entries read: after `seq`, close the streams of `person_ref` (or all)."""

    seq: int
    person_ref: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Some entries of a topic in order, as they look now; complete up to and with `through`."""

    state: TopicState
    through: int
    frames: tuple[Frame, ...]
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A `Reading` encoded for the wire: `frames` are pairs of seq and bytes."""

    state: TopicState
    through: int
    frames: tuple[tuple[int, bytes], ...]
    gates: tuple[Gate, ...]
