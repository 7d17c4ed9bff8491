"""Asking who may listen to what, in few threads that live as long as the server."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import structlog
from django.db import connection

from openrounds.errors import OpenRoundsError, Unavailable
from openrounds.realtime.grants import Authorise, Grant, LiveRequest
from openrounds.realtime.reader import with_database

LOG = structlog.get_logger("openrounds.live")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """A grant, and from when on (the loop's clock) the rights behind it were looked up."""

    grant: Grant
    asked_at: float


class Gatekeeper:
    """Collects requests while its threads are busy, and asks for all of them together."""

    def __init__(
        self, authorise: Authorise, *, threads: int = 2, together: int = 64, waiting: int = 5_000
    ) -> None:
        self._authorise = authorise
        self._together = together
        self._most_waiting = waiting
        self._free = self._count = threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="live-gate")
        self._waiting: deque[tuple[LiveRequest, asyncio.Future[Answer]]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, request: LiveRequest) -> Answer:
        """The grant for this request, or the error to answer with is raised."""
        if len(self._waiting) >= self._most_waiting:
            raise Unavailable("Too many readers are arriving at once.", retry_after_s=5)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((request, future))
        self._go_on()
        return await future

    async def run(self, work: Callable[[], T]) -> T:
        """Do something else that needs the database in one of these threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, with_database(work))

    async def close(self) -> None:
        """End the threads and their connections."""
        together = threading.Barrier(self._count)  # so that each thread gets one of these
        loop = asyncio.get_running_loop()
        ends = [loop.run_in_executor(self._threads, _hang_up, together) for _ in range(self._count)]
        await asyncio.gather(*ends, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _go_on(self) -> None:
        while self._waiting and self._free:
            self._free -= 1
            count = min(len(self._waiting), self._together)
            part = [self._waiting.popleft() for _ in range(count)]
            task = asyncio.get_running_loop().create_task(self._answer(part))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, part: list[tuple[LiveRequest, asyncio.Future[Answer]]]) -> None:
        asked_at = asyncio.get_running_loop().time()
        answers: Sequence[Grant | OpenRoundsError]
        try:
            answers = await self.run(lambda: self._authorise([request for request, _ in part]))
        except Exception:  # the store may be away: each of them is told to come back
            LOG.exception("nobody_let_in", requests=len(part))
            answers = [Unavailable("The server cannot look up your rooms now.") for _ in part]
        finally:
            self._free += 1
            self._go_on()
        for (_, future), answer in zip(part, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, OpenRoundsError):
                future.set_exception(answer)
            else:
                future.set_result(Answer(answer, asked_at))


def _hang_up(together: threading.Barrier) -> None:
    together.wait(timeout=5)
    connection.close()
