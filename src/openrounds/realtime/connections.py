"""The ways in which bytes reach one reader. All behave alike; the first two are the fast ones."""

import asyncio
from collections import deque
from typing import Protocol

from openrounds.realtime.wire import LAST_CHUNK, Packet

EVENT_STREAM_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),  # nginx would keep the events back otherwise
    (b"x-content-type-options", b"nosniff"),
    (b"connection", b"close"),
)
_LINGER_S = 10
_HEAD = b"HTTP/1.1 200 OK\r\n" + b"".join(b"%b: %b\r\n" % pair for pair in EVENT_STREAM_HEADERS)


class Connection(Protocol):
    """One reader's connection. Nothing here waits: what is unread counts against the reader."""

    def start(self, first: Packet) -> None:
        """Send the head of the answer and the first events."""

    def write(self, packet: Packet) -> None:
        """Send events; does nothing once the reader is gone."""

    def unread_bytes(self) -> int:
        """How much the reader has not taken yet."""

    def finish(self, last: Packet) -> None:
        """Send the last events and end the answer properly."""

    def cut(self) -> None:
        """Drop the connection at once, with whatever is unread."""


class ChunkedConnection:
    """Writes to an HTTP/1.1 client's transport: no task, no queue, one system call per packet."""

    __slots__ = ("_transport",)

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def start(self, first: Packet) -> None:
        head = _HEAD + b"transfer-encoding: chunked\r\n\r\n"
        if not self._transport.is_closing():
            self._transport.write(head + first.chunked)

    def write(self, packet: Packet) -> None:
        if not self._transport.is_closing():
            self._transport.write(packet.chunked)

    def unread_bytes(self) -> int:
        return 0 if self._transport.is_closing() else self._transport.get_write_buffer_size()

    def finish(self, last: Packet) -> None:
        _finish(self._transport, last.chunked + LAST_CHUNK)

    def cut(self) -> None:
        self._transport.abort()


class PlainConnection:
    """Writes to an HTTP/1.0 client's transport: it knows no chunks, the end is the end."""

    __slots__ = ("_transport",)

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def start(self, first: Packet) -> None:
        if not self._transport.is_closing():
            self._transport.write(_HEAD + b"\r\n" + first.plain)

    def write(self, packet: Packet) -> None:
        if not self._transport.is_closing():
            self._transport.write(packet.plain)

    def unread_bytes(self) -> int:
        return 0 if self._transport.is_closing() else self._transport.get_write_buffer_size()

    def finish(self, last: Packet) -> None:
        _finish(self._transport, last.plain)

    def cut(self) -> None:
        self._transport.abort()


def _finish(transport: asyncio.Transport, last: bytes) -> None:
    if transport.is_closing():
        return
    transport.write(last)
    if transport.get_write_buffer_size():  # closing waits for the reader: not for ever
        asyncio.get_running_loop().call_later(_LINGER_S, transport.abort)
    transport.close()


class QueuedConnection:
    """For servers that do not show their transport: the endpoint's task takes bytes from here."""

    __slots__ = ("_cut", "_ended", "_news", "_queue", "_unread")

    def __init__(self) -> None:
        self._queue: deque[bytes] = deque()
        self._news = asyncio.Event()
        self._cut = asyncio.Event()
        self._unread = 0
        self._ended = False

    def start(self, first: Packet) -> None:
        self.write(first)

    def write(self, packet: Packet) -> None:
        if not self._ended:
            self._queue.append(packet.plain)
            self._unread += len(packet.plain)
            self._news.set()

    def unread_bytes(self) -> int:
        return self._unread

    def finish(self, last: Packet) -> None:
        self.write(last)
        self._ended = True

    def cut(self) -> None:
        self._cut.set()

    async def until_cut(self) -> None:
        """Return when the connection has to be dropped at once."""
        await self._cut.wait()

    async def take(self) -> bytes | None:
        """The bytes to send next; None at the end. What was taken before counts as read now."""
        self._unread = sum(map(len, self._queue))
        while not self._queue:
            if self._ended:
                return None
            self._news.clear()
            await self._news.wait()
        taken = b"".join(self._queue)
        self._queue.clear()
        return taken
