"""How many are reading a room just now: a number, never who."""

from collections import Counter
from collections.abc import Mapping

from openrounds.realtime.streams import Stream


class RoomReaders:
    """The open streams of one room in this process. A person with two tabs counts once."""

    __slots__ = ("_people", "_visitors", "said", "streams")

    def __init__(self) -> None:
        self.streams: dict[Stream, None] = {}
        self.said: int | None = None
        self._people: Counter[str] = Counter()
        self._visitors = 0

    def add(self, stream: Stream) -> None:
        self.streams[stream] = None
        if stream.grant.person_ref:
            self._people[stream.grant.person_ref] += 1
        else:
            self._visitors += 1

    def remove(self, stream: Stream) -> None:
        if stream not in self.streams:
            return
        del self.streams[stream]
        person = stream.grant.person_ref
        if not person:
            self._visitors -= 1
            return
        self._people[person] -= 1
        if not self._people[person]:
            del self._people[person]

    def count(self) -> int:
        return len(self._people) + self._visitors


class Presence:
    """All rooms that are being read here, and what the other processes count."""

    def __init__(self) -> None:
        self.rooms: dict[str, RoomReaders] = {}
        self._elsewhere: Mapping[str, int] = {}

    def add(self, stream: Stream) -> None:
        for room in stream.grant.rooms:
            self.rooms.setdefault(room, RoomReaders()).add(stream)

    def remove(self, stream: Stream) -> None:
        for room in stream.grant.rooms:
            readers = self.rooms.get(room)
            if readers is not None:
                readers.remove(stream)
                if not readers.streams:
                    del self.rooms[room]

    def counts_here(self) -> dict[str, int]:
        return {room: readers.count() for room, readers in tuple(self.rooms.items())}

    def hear(self, elsewhere: Mapping[str, int]) -> None:
        """Take in what other processes count together."""
        self._elsewhere = elsewhere

    def reading(self, room: str) -> int:
        """How many read this room, here and elsewhere. Safe to ask from any thread."""
        readers = self.rooms.get(room)
        return (readers.count() if readers else 0) + self._elsewhere.get(room, 0)

    def take_changed(self) -> list[tuple[str, int, list[Stream]]]:
        """Rooms whose number is not the one last said, with those to say it to."""
        changed = []
        for room, readers in self.rooms.items():
            now = self.reading(room)
            if now != readers.said:
                readers.said = now
                changed.append((room, now, list(readers.streams)))
        return changed


HERE = Presence()
"""The rooms that are being read in this server process."""


def reading_now(room: str) -> int:
    """How many read this room live just now, as far as this process knows."""
    return HERE.reading(room)
