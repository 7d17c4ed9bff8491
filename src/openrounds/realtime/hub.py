"""The hub: everything that happens in the topics of this process, sent to everybody who listens.

A wake-up only says that there may be something new: the store is the truth, the stream a hint. See
docs/explanation/live-stream.md.
"""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass

import structlog

from openrounds.errors import TooMany, Unavailable
from openrounds.realtime import waking
from openrounds.realtime.admission import Place
from openrounds.realtime.connections import Connection
from openrounds.realtime.entries import TopicState
from openrounds.realtime.figures import HubFigures
from openrounds.realtime.grants import Grant
from openrounds.realtime.policy import LivePolicy
from openrounds.realtime.presence import Presence
from openrounds.realtime.pump import Hooks, Pumps
from openrounds.realtime.reader import Reader
from openrounds.realtime.streams import Stream
from openrounds.realtime.wire import HEARTBEAT, Packet, encode_named

LOG = structlog.get_logger("openrounds.live")
_BEAT = Packet.of(HEARTBEAT)


@dataclass(frozen=True, slots=True)
class GateKnown:
    """A topic's newest gate, and when this process learned of it (the loop's clock)."""

    gated_to: int
    learned_at: float


class Hub:
    """Lives in the server's event loop: `start` and `stop` it there. `wake` is for any thread.

    `is_alone`: no other process holds streams, so nobody has to be told how many read here.
    """

    def __init__(
        self,
        reader: Reader,
        policy: LivePolicy | None = None,
        *,
        presence: Presence | None = None,
        is_alone: bool = True,
    ) -> None:
        self.policy = policy or LivePolicy()
        self.presence = presence or Presence()
        self.figures = HubFigures()
        self._reader = reader
        self._is_alone = is_alone
        self._chance = random.SystemRandom()
        self._gates: dict[str, GateKnown] = {}
        self._per_person: Counter[str] = Counter()
        self._beats: list[dict[Stream, None]] = [{} for _ in range(self.policy.heartbeat_s)]
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._look = asyncio.Event()
        self._is_stopping = False
        self._pumps = Pumps(
            reader,
            self.policy,
            self.figures,
            Hooks(spawn=self._spawn, end=self.end, cut=self._cut, learn_gate=self._learn_gate),
        )

    # --- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to listen for wake-ups and to keep time."""
        self._loop = asyncio.get_running_loop()
        waking.add_waker(self.wake)
        for rhythm in (self._compare_with_store, self._keep_alive, self._say_presence):
            self._spawn(rhythm())

    async def stop(self) -> None:
        """End all streams in a friendly way, then the hub itself."""
        self._is_stopping = True
        waking.remove_waker(self.wake)
        for stream in [stream for beat in self._beats for stream in beat]:
            self.end(stream)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._reader.close()

    def wake(self, topic_keys: Collection[str]) -> None:
        """Something may be new in these topics. From any thread; does not block."""
        if self._loop is not None:
            try:
                self._loop.call_soon_threadsafe(self._pumps.wake, tuple(topic_keys))
            except RuntimeError:
                LOG.debug("woken_after_the_end")

    def look(self) -> None:
        """Something may be new in any topic: compare them all. From any thread."""
        if self._loop is not None:
            try:
                self._loop.call_soon_threadsafe(self._look.set)
            except RuntimeError:
                LOG.debug("woken_after_the_end")

    # --- letting in -----------------------------------------------------------------------------

    async def states(
        self, topic_keys: Sequence[str], seen: Mapping[str, int]
    ) -> dict[str, TopicState]:
        """How far topics have come, from memory where they are being read here.

        A reader who has `seen` more than we have sent comes from another process that was faster:
        then the store is asked.
        """
        states = {}
        for key in topic_keys:
            topic = self._pumps.topics.get(key)
            if topic is not None and seen.get(topic.state.epoch, 0) <= topic.cursor:
                states[key] = topic.known_state
        missing = [key for key in topic_keys if key not in states]
        if missing:
            states |= await self._reader.open(missing)
        for key, state in states.items():
            self._learn_gate(key, state.gated_to)
        return states

    def knew_gates_at(self, moment: float, states: Mapping[str, TopicState]) -> bool:
        """Whether a right that was checked from `moment` on was checked after all gates known now.

        Otherwise the check may have seen what was so before a gate, and must be made again.
        """
        return all(
            (known := self._gates.get(key)) is not None
            and known.gated_to == state.gated_to
            and known.learned_at <= moment
            for key, state in states.items()
        )

    def check_capacity(self, grant: Grant) -> None:
        """Refuse a stream that would be one too many for this server or for this person."""
        if self._is_stopping or self.count_streams() >= self.policy.streams:
            raise Unavailable(
                "All places for live readers are taken.",
                retry_after_s=self._chance.randint(5, 15),
                remedy="Reload the page now and then, or try again in a moment.",
            )
        policy = self.policy
        most = policy.streams_per_person if grant.person_ref else policy.streams_per_address
        if self._per_person[_counted_as(grant)] >= most:
            raise TooMany(
                "You have too many live pages open at once.",
                retry_after_s=self._chance.randint(5, 15),
                remedy="Close other tabs or devices that show this room.",
            )

    # --- streams --------------------------------------------------------------------------------

    def open(self, connection: Connection, grant: Grant, places: Sequence[Place]) -> Stream:
        """Answer a request with a stream. Nothing is awaited: the first byte means subscribed."""
        self.check_capacity(grant)
        now = asyncio.get_running_loop().time()
        age_s = self.policy.max_age_s * self._chance.uniform(0.75, 1.25)
        stream = Stream(connection, grant, beat=int(now) % len(self._beats), ends_at=now + age_s)
        self._per_person[_counted_as(grant)] += 1
        self._beats[stream.beat][stream] = None
        self.presence.add(stream)
        counts = (encode_presence(room, self.presence.reading(room)) for room in grant.rooms)
        stream.start(places, b"".join(counts), self._retry_ms())
        for place in places:
            self._pumps.join(stream, place)
        return stream

    def end(self, stream: Stream) -> None:
        """End a stream; its reader comes back in a moment by itself."""
        if stream.is_open:
            stream.end(self._retry_ms())
            self.leave(stream)

    def leave(self, stream: Stream) -> None:
        """Forget a stream whose reader is gone. May be called twice."""
        if not stream.is_open:
            return
        stream.is_open = False
        counted = _counted_as(stream.grant)
        self._per_person[counted] -= 1
        if not self._per_person[counted]:
            del self._per_person[counted]
        del self._beats[stream.beat][stream]
        self.presence.remove(stream)
        self._pumps.leave(stream)

    def count_streams(self) -> int:
        """How many streams are open."""
        return sum(map(len, self._beats))

    def count_topics(self) -> int:
        """How many topics are being read."""
        return len(self._pumps.topics)

    def _cut(self, stream: Stream) -> None:
        self.figures.cut += 1
        stream.connection.cut()
        self.leave(stream)

    def _learn_gate(self, key: str, gated_to: int) -> None:
        known = self._gates.get(key)
        if known is None or known.gated_to != gated_to:
            if len(self._gates) > 20_000:
                self._gates.clear()  # then rights are checked once more, nothing worse
            self._gates[key] = GateKnown(gated_to, asyncio.get_running_loop().time())

    # --- rhythms --------------------------------------------------------------------------------

    async def _compare_with_store(self) -> None:
        """Find topics whose wake-up was lost: each second, or at once when `look` is called."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), self.policy.poll_s)
            self._look.clear()
            try:
                await self._pumps.compare_with_store()
            except Exception:  # the store may be away for a while
                self.figures.faults += 1
                LOG.exception("store_not_compared")
                await asyncio.sleep(self.policy.retry_after_error_s)

    async def _keep_alive(self) -> None:
        """Each second a share of the streams gets a sign of life; old and clogged ones end."""
        loop = asyncio.get_running_loop()
        second = int(loop.time())
        while True:
            second += 1
            await asyncio.sleep(second - loop.time())
            for stream in list(self._beats[second % len(self._beats)]):
                if stream.connection.unread_bytes() > self.policy.buffer_bytes:
                    self._cut(stream)
                elif stream.ends_at < loop.time():
                    self.end(stream)
                else:
                    stream.connection.write(_BEAT)

    async def _say_presence(self) -> None:
        """Tell rooms how many are reading, when that has changed."""
        while True:
            await asyncio.sleep(self.policy.presence_s)
            if not self._is_alone:
                await self._exchange_presence()
            for room, reading, streams in self.presence.take_changed():
                packet = Packet.of(encode_presence(room, reading))
                for count, stream in enumerate(streams, 1):
                    if stream.is_open:
                        stream.connection.write(packet)
                    if count % self.policy.give_way_every == 0:
                        await asyncio.sleep(0)

    async def _exchange_presence(self) -> None:
        try:
            elsewhere = await self._reader.exchange_presence(
                waking.PROCESS, self.presence.counts_here(), forget_s=self.policy.presence_forget_s
            )
        except Exception:  # a number that is a little old harms nobody
            LOG.exception("presence_not_exchanged")
        else:
            self.presence.hear(elsewhere)

    def _retry_ms(self) -> int:
        return self._chance.randint(*self.policy.retry_ms)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def encode_presence(room: str, reading: int) -> bytes:
    """The event that says how many read a room."""
    return encode_named("presence", {"room": room, "reading": reading})


def _counted_as(grant: Grant) -> str:
    return f"person:{grant.person_ref}" if grant.person_ref else f"address:{grant.address}"
