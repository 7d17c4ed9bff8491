"""Reading for the live stream: one thread, one database connection, encoded once for everybody."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import ParamSpec, TypeVar

import structlog
from django.db import Error as DatabaseFault
from django.db import connection
from django.utils import timezone

from openrounds.realtime import actions, queries
from openrounds.realtime.entries import (
    GATE,
    Batch,
    Entry,
    Frame,
    Gate,
    Reading,
    Render,
    TopicState,
)
from openrounds.realtime.positions import Position
from openrounds.realtime.wire import encode_frame

LOG = structlog.get_logger("openrounds.live")
P = ParamSpec("P")
T = TypeVar("T")


def read_entries(
    render: Render, topic_key: str, after: int, *, until: int | None = None, limit: int
) -> Reading | None:
    """The next entries of a topic as readers may see them now; None when there is no such topic."""
    found = queries.entries_after(topic_key, after, until=until, limit=limit)
    if found is None:
        return None
    state, entries = found
    through = entries[-1].seq if entries else after
    if until is not None and len(entries) < limit:
        through = until
    return Reading(
        state=state,
        through=through,
        frames=_frames(render, topic_key, [one for one in entries if one.kind != GATE]),
        gates=tuple(Gate(one.seq, one.ref) for one in entries if one.kind == GATE),
    )


def _frames(render: Render, topic_key: str, entries: Sequence[Entry]) -> tuple[Frame, ...]:
    try:
        return tuple(render(topic_key, entries)) if entries else ()
    except DatabaseFault:
        raise
    except Exception:
        # One entry that cannot be shown must not silence a room: leave out that one alone.
        LOG.exception("entry_not_rendered", topic=topic_key, entries=len(entries))
        if len(entries) == 1:
            return ()
        return tuple(frame for one in entries for frame in _frames(render, topic_key, [one]))


def with_database(work: Callable[P, T]) -> Callable[P, T]:
    """For threads that keep their connection: after a fault of the store the next call redials."""

    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        except DatabaseFault:
            connection.close()
            raise

    return run


class Reader:
    """The one thread that reads topics for the hub, so that a busy room never waits for a page."""

    def __init__(self, render: Render) -> None:
        self._render = render
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live-reader")

    async def read(
        self, topic_key: str, after: int, *, until: int | None = None, limit: int
    ) -> Batch | None:
        """See `read_entries`."""
        return await self._run(
            partial(_read_batch, self._render, topic_key, after, until=until, limit=limit)
        )

    async def open(self, topic_keys: Collection[str]) -> dict[str, TopicState]:
        """The states of topics, made where they do not exist yet."""
        return await self._run(partial(actions.open_topics, topic_keys))

    async def states(self, topic_keys: Collection[str]) -> dict[str, TopicState]:
        """The states of those topics that exist."""
        return await self._run(partial(queries.states_of, topic_keys))

    async def exchange_presence(
        self, process: str, reading: Mapping[str, int], *, forget_s: float
    ) -> dict[str, int]:
        """Say what this process counts, and hear what the others count together."""
        return await self._run(partial(_exchange_presence, process, reading, forget_s))

    async def close(self) -> None:
        """End the thread and its connection."""
        await self._run(lambda: connection.close())  # noqa: PLW0108 - that thread's connection
        self._thread.shutdown(wait=False)

    async def _run(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, with_database(work))


def _read_batch(
    render: Render, topic_key: str, after: int, *, until: int | None, limit: int
) -> Batch | None:
    reading = read_entries(render, topic_key, after, until=until, limit=limit)
    if reading is None:
        return None
    epoch = reading.state.epoch
    encoded = tuple(
        (frame.seq, encode_frame(Position(epoch, frame.seq), frame.data))
        for frame in reading.frames
    )
    return Batch(reading.state, reading.through, encoded, reading.gates)


def _exchange_presence(process: str, reading: Mapping[str, int], forget_s: float) -> dict[str, int]:
    now = timezone.now()
    since = now - timedelta(seconds=forget_s)
    actions.report_presence(process, reading, at=now)
    actions.forget_presence(before=since)
    return queries.reading_elsewhere(process, since=since)
