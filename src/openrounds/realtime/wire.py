"""How live events look on the wire: server-sent events in HTTP chunks. Bytes in, bytes out."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from openrounds.realtime.positions import Position

HEARTBEAT = b": \n\n"
LAST_CHUNK = b"0\r\n\r\n"
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Packet:
    """The same bytes for many readers, with and without HTTP/1.1's chunk framing."""

    plain: bytes
    chunked: bytes

    @classmethod
    def of(cls, data: bytes) -> Self:
        return cls(data, b"%x\r\n%b\r\n" % (len(data), data))


def encode_frame(position: Position, data: str) -> bytes:
    """One event with its id. A line break in `data` stays one event."""
    # Not splitlines(): that would also cut at U+2028, which is text here.
    lines = "\ndata: ".join(_LINE_BREAK.split(data))
    return f"id: {position}\ndata: {lines}\n\n".encode()


def lengthen_id(frame: bytes, suffix: bytes) -> bytes:
    """An encoded frame with more behind its id."""
    end_of_id = frame.index(b"\n")
    return frame[:end_of_id] + suffix + frame[end_of_id:]


def encode_named(event: str, data: Mapping[str, object], *, cursor: str = "") -> bytes:
    """An event with a name of its own (`hello`, `reset`, `presence`); `cursor` moves the id."""
    body = json.dumps({"kind": event, **data}, ensure_ascii=False, separators=(",", ":"))
    moved = f"id: {cursor}\n" if cursor else ""
    return f"event: {event}\n{moved}data: {body}\n\n".encode()


def encode_retry(milliseconds: int) -> bytes:
    """Tells the reader how long to wait before it comes back."""
    return f"retry: {milliseconds}\n\n".encode()


def format_cursor(positions: Iterable[Position]) -> str:
    """Several positions as one id, in the shape that `parse_cursor` reads."""
    return ",".join(str(position) for position in positions)


def parse_cursor(text: str) -> dict[str, int]:
    """Epoch to the furthest `seq` named; what is not a position is passed over."""
    furthest: dict[str, int] = {}
    for part in text.split(",")[:64]:
        position = Position.parse(part)
        if position is not None:
            furthest[position.epoch] = max(position.seq, furthest.get(position.epoch, 0))
    return furthest
