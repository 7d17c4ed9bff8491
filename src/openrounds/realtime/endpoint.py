"""The live endpoint: plain ASGI beside Django. Streams at `/live`, polls at `/live/poll`."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from django.http import parse_cookie

from openrounds.errors import MethodNotAllowed, NotUnderstood, OpenRoundsError, TooMany, Unavailable
from openrounds.realtime.admission import Place, find_places
from openrounds.realtime.connections import (
    EVENT_STREAM_HEADERS,
    ChunkedConnection,
    PlainConnection,
    QueuedConnection,
)
from openrounds.realtime.entries import Render
from openrounds.realtime.gatekeeper import Gatekeeper
from openrounds.realtime.grants import Grant, LiveRequest
from openrounds.realtime.hub import Hub
from openrounds.realtime.polling import PollAnswer, poll
from openrounds.realtime.protocol import live_protocol
from openrounds.realtime.wire import parse_cursor

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_ROOM_EVENTS = re.compile(r"/api/v1/rooms/(?P<room>[^/]+)/events")
_ASKED_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """A request as understood: what to listen to, and what the client has seen already."""

    request: LiveRequest
    cursor: Mapping[str, int]
    is_poll: bool


def is_live(path: str) -> bool:
    """Whether the live endpoint answers this path."""
    return path in {"/live", "/live/poll"} or _ROOM_EVENTS.fullmatch(path) is not None


class LiveEndpoint:
    """Answers requests for which `is_live` holds."""

    def __init__(self, hub: Hub, gatekeeper: Gatekeeper, render: Render) -> None:
        self._hub = hub
        self._gatekeeper = gatekeeper
        self._render = render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            wish = _understand(scope, rooms_at_most=self._hub.policy.rooms_per_stream)
            async with asyncio.timeout(self._hub.policy.admit_within_s):
                grant, places = await self._let_in(wish)
                answer = await self._poll(grant, places) if wish.is_poll else None
            if answer is not None:
                await _send_json(send, 200, answer.as_json())
            else:
                await self._stream(scope, receive, send, grant, places)
        except TimeoutError:
            busy = Unavailable("The server is too busy to let you in.", retry_after_s=5)
            await _send_problem(send, busy)
        except OpenRoundsError as error:
            await _send_problem(send, error)

    async def _let_in(self, wish: Wish) -> tuple[Grant, list[Place]]:
        """Find out what this client may read and where it begins there.

        If a gate was set while its rights were looked up they are looked up again: otherwise a
        stream could slip through with the rights of a moment before.
        """
        for _ in range(_ASKED_AGAIN):
            answer = await self._gatekeeper.ask(wish.request)
            keys = [topic.key for topic in answer.grant.topics]
            states = await self._hub.states(keys, wish.cursor)
            if self._hub.knew_gates_at(answer.asked_at, states):
                limit = self._hub.policy.replay_limit
                places = find_places(answer.grant, states, wish.cursor, replay_limit=limit)
                return answer.grant, places
        raise Unavailable("This room is changing just now.", retry_after_s=1)

    async def _poll(self, grant: Grant, places: list[Place]) -> PollAnswer:
        page = self._hub.policy.page
        answer = await self._gatekeeper.run(partial(poll, self._render, places, page=page))
        return answer.with_presence(
            {room: self._hub.presence.reading(room) for room in grant.rooms}
        )

    async def _stream(
        self, scope: Scope, receive: Receive, send: Send, grant: Grant, places: list[Place]
    ) -> None:
        protocol = live_protocol(scope)
        if protocol is None:
            queued = QueuedConnection()
            stream = self._hub.open(queued, grant, places)
            try:
                await _carry(queued, receive, send)
            finally:
                self._hub.leave(stream)
            return
        is_plain = scope.get("http_version") == "1.0"
        kind = PlainConnection if is_plain else ChunkedConnection
        stream = self._hub.open(kind(protocol.transport), grant, places)
        protocol.on_shutdown = partial(self._hub.end, stream)
        try:
            await _until_gone(receive)
        finally:
            self._hub.leave(stream)
            protocol.on_shutdown = None
            scope["extensions"] = {}  # it holds the protocol, which holds the scope


def _understand(scope: Scope, *, rooms_at_most: int) -> Wish:
    path = str(scope["path"])
    if scope["method"] != "GET":
        raise MethodNotAllowed(f"{path} can only be read.", remedy="Use GET.")
    query = _query(scope.get("query_string", b"").decode("latin-1"))
    in_path = _ROOM_EVENTS.fullmatch(path)
    rooms = tuple(dict.fromkeys([in_path["room"]] if in_path else query.get("room", [])))
    if not rooms:
        raise NotUnderstood("No room was named.", remedy="Add ?room= with the room's short name.")
    if len(rooms) > rooms_at_most:
        raise NotUnderstood(
            f"One stream carries at most {rooms_at_most} rooms.", remedy="Name fewer rooms."
        )
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    seen = [*query.get("after", []), headers.get(b"last-event-id", "")]
    scheme, _, bearer = headers.get(b"authorization", "").partition(" ")
    return Wish(
        request=LiveRequest(
            rooms=rooms,
            cookies=parse_cookie(headers.get(b"cookie", "")),
            bearer=bearer.strip() if scheme.lower() == "bearer" else "",
            peer=scope["client"][0] if scope.get("client") else "",
            forwarded_for=headers.get(b"x-forwarded-for", ""),
        ),
        cursor=parse_cursor(",".join(seen)),
        is_poll=path == "/live/poll",
    )


def _query(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, max_num_fields=100)
    except ValueError as error:
        raise NotUnderstood("There are too many parameters.", remedy="Name fewer.") from error


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _carry(queued: QueuedConnection, receive: Receive, send: Send) -> None:
    """Send what the hub writes through the server's own means, until either side ends it."""
    gone = asyncio.ensure_future(_until_gone(receive))
    sending = asyncio.ensure_future(_send_all(queued, send))
    cut = asyncio.ensure_future(queued.until_cut())
    try:
        await asyncio.wait({gone, sending, cut}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (gone, sending, cut):
            task.cancel()
        await asyncio.gather(gone, sending, cut, return_exceptions=True)


async def _send_all(queued: QueuedConnection, send: Send) -> None:
    headers = [pair for pair in EVENT_STREAM_HEADERS if pair[0] != b"connection"]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    while (data := await queued.take()) is not None:
        await send({"type": "http.response.body", "body": data, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send_problem(send: Send, error: OpenRoundsError) -> None:
    body: dict[str, object] = {
        "type": f"urn:openrounds:problem:{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.message,
        "code": error.code,
    }
    headers = []
    if error.remedy:
        body["remedy"] = error.remedy
    if isinstance(error, TooMany | Unavailable):
        body["retry_after_s"] = error.retry_after_s
        headers.append((b"retry-after", str(error.retry_after_s).encode()))
    if isinstance(error, MethodNotAllowed):
        headers.append((b"allow", b"GET"))
    await _send_json(
        send, error.status, json.dumps(body), *headers, kind=b"application/problem+json"
    )


async def _send_json(
    send: Send,
    status: int,
    body: str,
    *headers: tuple[bytes, bytes],
    kind: bytes = b"application/json",
) -> None:
    encoded = body.encode()
    all_headers = [
        (b"content-type", kind),
        (b"content-length", str(len(encoded)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": all_headers})
    await send({"type": "http.response.body", "body": encoded})
