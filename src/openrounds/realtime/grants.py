"""Who may listen to what: the question the live stream asks, and the answer it needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openrounds.errors import OpenRoundsError


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """A wish to listen to rooms, with what the client brought along to show who it is."""

    rooms: tuple[str, ...]
    cookies: Mapping[str, str]
    bearer: str
    peer: str
    forwarded_for: str


@dataclass(frozen=True, slots=True)
class TopicGrant:
    """One topic that may be read, and the room's slug as readers know it."""

    key: str
    room: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What one stream may carry. `person_ref` is opaque and stays inside; empty for visitors.

    `address` is the network address of a visitor: the limit on streams counts by it.
    """

    topics: tuple[TopicGrant, ...]
    person_ref: str = ""
    address: str = ""

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms' slugs, each once."""
        return tuple(dict.fromkeys(topic.room for topic in self.topics))


Authorise = Callable[[Sequence[LiveRequest]], Sequence[Grant | OpenRoundsError]]
"""Answers many requests at once, in their order: a grant, or the error to answer with.

Many at once, because after a restart thousands come back in the same second; three queries for a
hundred of them are cheaper than three for each. Called in threads that live as long as the server.
"""
