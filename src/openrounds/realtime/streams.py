"""One open stream: a reader's connection and where it stands in its topics."""

from collections.abc import Sequence

from openrounds.realtime.admission import Place
from openrounds.realtime.connections import Connection
from openrounds.realtime.grants import Grant
from openrounds.realtime.positions import Position
from openrounds.realtime.wire import Packet, encode_named, encode_retry, format_cursor


class Stream:
    """A reader of one or more topics.

    With several topics every id names the position in each of them (the event's own first), so that
    a client may send back the last id it saw, whatever it was, and miss nothing.
    """

    __slots__ = ("_positions", "beat", "connection", "ends_at", "grant", "is_open")

    def __init__(self, connection: Connection, grant: Grant, *, beat: int, ends_at: float) -> None:
        self.connection = connection
        self.grant = grant
        self.beat = beat
        self.ends_at = ends_at
        self.is_open = True
        self._positions: dict[str, Position] | None = None

    def start(self, places: Sequence[Place], extra: bytes, retry_ms: int) -> None:
        """Answer the request: from here on the reader has a cursor to come back with."""
        if len(places) > 1:
            self._positions = {place.topic.key: place.after for place in places}
        hello = encode_named("hello", {}, cursor=format_cursor(place.after for place in places))
        resets = (
            encode_named("reset", {"room": place.topic.room}) for place in places if place.lost
        )
        self.connection.start(Packet.of(b"".join([encode_retry(retry_ms), hello, *resets, extra])))

    def other_positions(self, topic_key: str) -> bytes:
        """Where this reader stands in its other topics, to be added to an event's id."""
        if self._positions is None:
            return b""
        others = (at for key, at in self._positions.items() if key != topic_key)
        return f",{format_cursor(others)}".encode()

    def send(self, topic_key: str, packet: Packet, to: Position) -> None:
        """Send a topic's next events, which bring the reader `to` there."""
        if self._positions is not None:
            self._positions[topic_key] = to
        self.connection.write(packet)

    def send_reset(self, topic_key: str, room: str, to: Position) -> None:
        """Tell the reader that this topic's history is lost and goes on at `to`."""
        if self._positions is not None:
            self._positions[topic_key] = to
            cursor = format_cursor(self._positions.values())
        else:
            cursor = str(to)
        self.connection.write(Packet.of(encode_named("reset", {"room": room}, cursor=cursor)))

    def end(self, retry_ms: int) -> None:
        """End the answer; the reader comes back by itself after `retry_ms`."""
        self.connection.finish(Packet.of(encode_retry(retry_ms)))
