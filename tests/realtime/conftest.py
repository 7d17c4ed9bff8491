"""A board with rooms of its own, a door to it, and readers who listen over real connections."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
import uvicorn
from django.db import transaction
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from openrounds.errors import NotFound, OpenRoundsError
from openrounds.realtime import actions
from openrounds.realtime.endpoint import LiveEndpoint
from openrounds.realtime.entries import Entry, Frame
from openrounds.realtime.gatekeeper import Gatekeeper
from openrounds.realtime.grants import Grant, LiveRequest, TopicGrant
from openrounds.realtime.hub import Hub
from openrounds.realtime.policy import LivePolicy
from openrounds.realtime.protocol import LiveProtocol
from openrounds.realtime.reader import Reader

PATIENCE_S = 15.0


@dataclass
class Board:
    """What the rooms hold, and who may read them: the product in miniature."""

    texts: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    banned: set[str] = field(default_factory=set)
    unshowable: set[str] = field(default_factory=set)
    when_checked: Callable[[], object] = field(default=lambda: None)

    def post(self, text: str, room: str = "tea") -> actions.Position:
        """Write something in a room, in a transaction, as the product does."""
        ref = f"{room}-{len(self.texts)}"
        self.texts[ref] = text
        with transaction.atomic():
            return actions.append(topic_of(room), "post", ref)

    def withdraw(self, text: str) -> None:
        """Take a text back. Its entry stays: it refers to what is no longer there."""
        self.texts = {ref: "" if kept == text else kept for ref, kept in self.texts.items()}

    def render(self, _topic_key: str, entries: Sequence[Entry]) -> list[Frame]:
        return [Frame(entry.seq, self._value(entry)) for entry in entries]

    def _value(self, entry: Entry) -> str:
        text = self.texts[entry.ref]
        if text in self.unshowable:
            raise ValueError("nothing is known about how to show this")
        if not text:
            return json.dumps({"kind": "post.gone", "id": entry.ref})
        return json.dumps({"kind": entry.kind, "id": entry.ref, "text": text}, ensure_ascii=False)

    def authorise(self, requests: Sequence[LiveRequest]) -> list[Grant | OpenRoundsError]:
        answers = [self._answer(request) for request in requests]
        self.when_checked()
        return answers

    def _answer(self, request: LiveRequest) -> Grant | OpenRoundsError:
        if self.closed.intersection(request.rooms) or request.bearer in self.banned:
            return NotFound("There is no such room.")
        topics = tuple(TopicGrant(topic_of(room), room) for room in request.rooms)
        return Grant(topics, person_ref=request.bearer, address=request.peer)


def topic_of(room: str) -> str:
    return f"room:{room}:members"


@dataclass(frozen=True)
class Block:
    """One event as it came over the wire."""

    id: str = ""
    event: str = ""
    data: dict[str, Any] | None = None
    retry: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Block":
        block = cls()
        for line in text.split("\n"):
            name, _, value = line.partition(": ")
            if name == "data":
                block = replace(block, data=json.loads(value))
            elif name == "retry":
                block = replace(block, retry=int(value))
            elif name in {"id", "event"}:
                block = replace(block, **{name: value})
        return block


class Listener:
    """Somebody who listens over HTTP, remembers the last id, and can be cut off."""

    def __init__(self, url: str, params: dict[str, Any], headers: dict[str, str]) -> None:
        self.blocks: list[Block] = []
        self.heartbeats = 0
        self.status = 0
        self.cursor = ""
        self.headers: httpx.Headers | None = None
        self.problem: dict[str, Any] = {}
        self.has_ended = threading.Event()
        self._news = threading.Condition()
        self._is_cut = False
        self._socket: socket.socket | None = None
        self._client = httpx.Client(timeout=PATIENCE_S)
        self._request = (url, params, headers)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self.wait_until(lambda: self.status != 0)

    def _run(self) -> None:
        url, params, headers = self._request
        try:
            with self._client.stream("GET", url, params=params, headers=headers) as answer:
                self.headers = answer.headers
                stream = answer.extensions["network_stream"]
                self._socket = stream.get_extra_info("socket")
                if answer.status_code != 200:
                    self.problem = json.loads(answer.read())
                self._say(answer.status_code)
                if answer.status_code == 200:
                    self._listen(answer)
        except (httpx.HTTPError, httpx.StreamError):
            if not self._is_cut:
                self._say(self.status or -1)
        finally:
            self.has_ended.set()
            self._client.close()

    def _say(self, status: int) -> None:
        with self._news:
            self.status = status
            self._news.notify_all()

    def _listen(self, answer: httpx.Response) -> None:
        pending = b""
        for part in answer.iter_raw():
            pending += part
            *whole, pending = pending.split(b"\n\n")
            with self._news:
                for text in whole:
                    self._take(text.decode())
                self._news.notify_all()

    def _take(self, text: str) -> None:
        if text.startswith(":"):
            self.heartbeats += 1
            return
        block = Block.parse(text)
        self.cursor = block.id or self.cursor
        self.blocks.append(block)

    def wait_until(self, is_so: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        with self._news:
            assert self._news.wait_for(is_so, patience_s), f"heard: {self.blocks[-5:]}"

    @property
    def events(self) -> list[dict[str, Any]]:
        """What was said in the rooms, in the order in which it was heard."""
        return [block.data for block in self.blocks if block.data and not block.event]

    @property
    def texts(self) -> list[str]:
        return [event.get("text", f"[{event['kind']}]") for event in self.events]

    def named(self, event: str) -> list[dict[str, Any]]:
        """Events with a name of their own: hello, reset, presence."""
        return [block.data for block in self.blocks if block.event == event and block.data]

    def hears(self, *texts: str) -> None:
        """Wait until exactly these texts have been heard."""
        self.wait_until(lambda: len(self.texts) >= len(texts))
        assert self.texts == list(texts)

    def cut(self) -> str:
        """Drop the connection; the id to come back with."""
        self._is_cut = True
        if self._socket is not None:
            with contextlib.suppress(OSError):  # it has ended by itself
                self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE_S)
        return self.cursor


class Site:
    """The live endpoint behind a real uvicorn, in a thread of this process."""

    def __init__(self, board: Board, policy: LivePolicy, protocol: type[HttpToolsProtocol]) -> None:
        self.hub = Hub(Reader(board.render), policy)
        self._gatekeeper = Gatekeeper(board.authorise)
        self._endpoint = LiveEndpoint(self.hub, self._gatekeeper, board.render)
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(
            self._application,
            http=protocol,
            loop="uvloop",
            ws="none",
            interface="asgi3",
            lifespan="on",
            log_config=None,
            timeout_graceful_shutdown=2,
        )
        self.server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )
        self.listeners: list[Listener] = []
        self.has_live_protocol = protocol is LiveProtocol

    async def _application(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self._endpoint(scope, receive, send)
            return
        await receive()
        self.hub.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.hub.stop()
        await self._gatekeeper.close()
        await send({"type": "lifespan.shutdown.complete"})

    def start(self) -> "Site":
        self._thread.start()
        end = time.monotonic() + PATIENCE_S
        while not self.server.started:
            assert time.monotonic() < end, "the site did not start"
            time.sleep(0.01)
        return self

    def listen(
        self, *rooms: str, after: str = "", last_event_id: str = "", person: str = ""
    ) -> Listener:
        params: dict[str, Any] = {"room": rooms or ("tea",)} | ({"after": after} if after else {})
        headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
        if person:
            headers["Authorization"] = f"Bearer {person}"
        listener = Listener(f"{self.url}/live", params, headers)
        self.listeners.append(listener)
        return listener

    def poll(self, *rooms: str, after: str = "") -> dict[str, Any]:
        params: dict[str, Any] = {"room": rooms or ("tea",)} | ({"after": after} if after else {})
        answer = httpx.get(f"{self.url}/live/poll", params=params)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join(PATIENCE_S)
        self._socket.close()
        assert not self._thread.is_alive()
        assert not self.server.lifespan.should_exit, "the site did not end well"


def eventually(is_so: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def board() -> Board:
    return Board()


WAYS: dict[str, type[HttpToolsProtocol]] = {
    "to the transport": LiveProtocol,
    "through the server": HttpToolsProtocol,
}


@pytest.fixture
def open_site(transactional_db: None, board: Board) -> Iterator[Callable[..., Site]]:
    """Starts sites: `open_site(heartbeat_s=1)`; policy by keyword."""
    sites: list[Site] = []

    def start(protocol: type[HttpToolsProtocol] = LiveProtocol, **policy: Any) -> Site:
        sites.append(Site(board, LivePolicy(**policy), protocol))
        return sites[-1].start()

    yield start
    for site in sites:
        for listener in site.listeners:
            listener.cut()
        site.stop()


@pytest.fixture
def site(open_site: Callable[..., Site]) -> Site:
    return open_site()


@pytest.fixture(params=WAYS)
def any_site(request: pytest.FixtureRequest, open_site: Callable[..., Site]) -> Site:
    """The same site twice: writing to the transport, and where the server does not show it."""
    return open_site(WAYS[request.param])
