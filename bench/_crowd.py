"""Many listeners and a few posters in one event loop, and what the server spends on them."""

import asyncio
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import cast

import aiohttp
import psutil

MARK = re.compile(rb"\[#(\d+)\]")
CURSOR = re.compile(rb"id: (\S+)\n")
SENTENCE = (
    "Thank you for this question. For me the hardest part was the waiting, and what helped was a "
    "walk every morning with somebody who did not ask."
)


class Listener(asyncio.Protocol):
    """One reader of the room's stream. Notes when it heard which post, in the order of hearing."""

    def __init__(self, crowd: "Crowd", token: str) -> None:
        self.crowd = crowd
        self.token = token
        self.heard: list[int] = []
        self.cursor = ""
        self.transport: asyncio.Transport | None = None
        self.is_live = asyncio.Event()
        self.status = 0
        self._pending = b""

    async def connect(self) -> None:
        """Listen, from the last id if there is one; return when the stream is live."""
        self.is_live.clear()
        self._pending = b""
        loop = asyncio.get_running_loop()
        while True:
            try:
                await loop.create_connection(lambda: self, "127.0.0.1", self.crowd.port)
                break
            except OSError:
                await asyncio.sleep(0.05)
        await self.is_live.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's own is none by type
        resume = f"Last-Event-ID: {self.cursor}\r\n" if self.cursor else ""
        self.transport.write(
            f"GET /api/v1/rooms/{self.crowd.room}/events HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {self.token}\r\n{resume}\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        if data.startswith(b"HTTP/1.1 ") and not data.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"a listener was refused: {data.decode()}")
        *whole, self._pending = (self._pending + data).split(b"\n\n")
        for block in whole:
            if cursor := CURSOR.search(block):
                self.cursor = cursor[1].decode()
            if mark := MARK.search(block):
                number = int(mark[1])
                self.heard.append(number)
                self.crowd.delays_s.append(now - self.crowd.due.get(number, now))
        if whole and not self.is_live.is_set():
            self.is_live.set()

    def connection_lost(self, _exc: Exception | None) -> None:
        self.transport = None
        if self.crowd.comes_back:
            self.crowd.spawn(self.connect())

    def cut(self) -> None:
        """Drop the connection without a word."""
        if self.transport is not None:
            self.transport.abort()


@dataclass
class Crowd:
    """Everybody who listens; `due` says when each post was meant to be sent."""

    port: int
    room: str
    comes_back: bool = False
    listeners: list[Listener] = field(default_factory=list)
    due: dict[int, float] = field(default_factory=dict)
    delays_s: list[float] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def spawn(self, work: object) -> None:
        task = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def gather(self, tokens: Sequence[str]) -> float:
        """Let one listener per key come at once; seconds until all are live."""
        self.listeners += [Listener(self, token) for token in tokens]
        began = time.perf_counter()
        await asyncio.gather(*(one.connect() for one in self.listeners if one.transport is None))
        return time.perf_counter() - began

    def leave(self) -> None:
        self.comes_back = False
        for listener in self.listeners:
            listener.cut()
        for task in self.tasks:
            task.cancel()

    async def wait_for(self, count: int, limit_s: float = 30) -> None:
        """Wait until everybody has heard so many posts."""
        end = time.perf_counter() + limit_s
        while time.perf_counter() < end:
            if all(len(one.heard) >= count for one in self.listeners):
                return
            await asyncio.sleep(0.05)

    def tally(self, sent: Sequence[int]) -> dict[str, int]:
        """What was lost, doubled or heard in another order than by the rest."""
        lost = sum(len(set(sent) - set(one.heard)) for one in self.listeners)
        doubled = sum(len(one.heard) - len(set(one.heard)) for one in self.listeners)
        order = max((one.heard for one in self.listeners), key=len)
        misordered = sum(one.heard != order[: len(one.heard)] for one in self.listeners)
        return {"lost": lost, "doubled": doubled, "misordered": misordered}


class Posters:
    """Members who post over the API, each on a connection of their own."""

    def __init__(self, port: int, room: str, tokens: Sequence[str]) -> None:
        self.url = f"http://127.0.0.1:{port}/api/v1/rooms/{room}/posts"
        self.tokens = tokens
        self.run = "".join(secrets.choice(ascii_lowercase) for _ in range(12))
        self.acks_s: list[float] = []
        self.refused = 0
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))

    def text(self, number: int) -> str:
        """A text of its own for each run: what one person says again and again is held."""
        return f"{SENTENCE} ({self.run}) [#{number}]"

    async def post(self, number: int, token: str, began: float) -> bool:
        """Send one post; again, under the same key, while the server is away."""
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"{self.run}-{number}"}
        while True:
            try:
                async with self._session.post(
                    self.url, json={"text": self.text(number)}, headers=headers
                ) as answer:
                    if answer.status == 202:
                        # Held: nobody will hear it, and to count it would look like a loss.
                        raise SystemExit(f"a post was held: {(await answer.text())[:300]}")
                    if answer.status < 300:
                        self.acks_s.append(time.perf_counter() - began)
                        return True
                    self.refused += 1
                    print(answer.status, (await answer.text())[:300])
                    return False
            except (aiohttp.ClientError, OSError):
                await asyncio.sleep(0.1)

    async def at_rate(self, rate: float, seconds: float, due: dict[int, float]) -> list[int]:
        """Post at fixed times, however long the answers take; the numbers sent."""
        first = len(due)
        start = time.perf_counter() + 0.2
        numbers = list(range(first, first + int(rate * seconds)))
        due.update({n: start + (n - first) / rate for n in numbers})

        async def one(number: int) -> bool:
            await asyncio.sleep(due[number] - time.perf_counter())
            return await self.post(number, self.tokens[number % len(self.tokens)], due[number])

        sent = await asyncio.gather(*(one(number) for number in numbers))
        return [number for number, ok in zip(numbers, sent, strict=True) if ok]

    async def as_fast_as_possible(self, seconds: float, first: int) -> float:
        """All posters at once, each waiting for its answer; posts per second."""
        began = time.perf_counter()
        numbers = iter(range(first, 1 << 40))

        async def one(token: str) -> None:
            while time.perf_counter() - began < seconds:
                await self.post(next(numbers), token, time.perf_counter())

        await asyncio.gather(*(one(token) for token in self.tokens))
        return len(self.acks_s) / (time.perf_counter() - began)

    async def close(self) -> None:
        await self._session.close()


@dataclass(frozen=True)
class Spent:
    """What the server's process has used so far."""

    cpu_s: float
    rss_bytes: int

    @classmethod
    def now(cls, pid: int) -> "Spent":
        process = psutil.Process(pid)
        times = process.cpu_times()
        return cls(times.user + times.system, process.memory_info().rss)


def quantiles_ms(seconds: Sequence[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds."""
    ordered = sorted(seconds) or [0.0]
    pick = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.99)]
    return {"p50_ms": round(pick[0] * 1000, 1), "p99_ms": round(pick[1] * 1000, 1)}
