"""The pumps: one per topic; each reads what is new once and writes it to all its readers."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass

import structlog

from openrounds.realtime.admission import Place
from openrounds.realtime.entries import TopicState
from openrounds.realtime.figures import HubFigures
from openrounds.realtime.policy import LivePolicy
from openrounds.realtime.positions import Position
from openrounds.realtime.reader import Reader
from openrounds.realtime.streams import Stream
from openrounds.realtime.topics import LiveTopic, Parcels, gate_for

LOG = structlog.get_logger("openrounds.live")


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the pumps ask of the hub.

    To `end` a stream in a friendly way, to `cut` one that does not keep up, to hear of gates, and
    to run a pump.
    """

    spawn: Callable[[Coroutine[None, None, None]], object]
    end: Callable[[Stream], None]
    cut: Callable[[Stream], None]
    learn_gate: Callable[[str, int], None]


class Pumps:
    """All topics with readers in this process. Lives in the event loop."""

    def __init__(
        self, reader: Reader, policy: LivePolicy, figures: HubFigures, hooks: Hooks
    ) -> None:
        self.topics: dict[str, LiveTopic] = {}
        self._reader = reader
        self._policy = policy
        self._figures = figures
        self._hooks = hooks

    def join(self, stream: Stream, place: Place) -> None:
        """Subscribe a stream where it begins; what it has missed will follow."""
        key = place.topic.key
        topic = self.topics.get(key)
        if topic is None:
            topic = self.topics[key] = LiveTopic(key, place.topic.room, place.state)
            self.wake((key,))  # something may have been written since the state was read
        if not topic.join(stream, place.after, place.state.gated_to):
            self.wake((key,))

    def leave(self, stream: Stream) -> None:
        """Forget a stream in all its topics."""
        for granted in stream.grant.topics:
            topic = self.topics.get(granted.key)
            if topic is not None:
                topic.leave(stream)
                self._drop_if_idle(topic)

    def wake(self, topic_keys: Sequence[str]) -> None:
        """Something may be new in these topics."""
        for key in topic_keys:
            topic = self.topics.get(key)
            if topic is not None:
                topic.is_woken = True
                if not topic.is_pumping:
                    topic.is_pumping = True
                    self._hooks.spawn(self._pump(topic))

    async def compare_with_store(self) -> None:
        """Wake the topics that are not where the store is: their wake-up was lost."""
        states = await self._reader.states(list(self.topics))
        self.wake([key for key, state in states.items() if self._is_news(key, state)])

    def _is_news(self, key: str, state: TopicState) -> bool:
        topic = self.topics.get(key)
        return topic is not None and (
            state.epoch != topic.state.epoch or state.last_seq != topic.cursor
        )

    def _drop_if_idle(self, topic: LiveTopic) -> None:
        if not topic.has_readers() and self.topics.get(topic.key) is topic:
            del self.topics[topic.key]

    async def _pump(self, topic: LiveTopic) -> None:
        """Read and send until nothing is new and nobody is behind."""
        try:
            while topic.is_woken and topic.has_readers():
                topic.is_woken = False
                try:
                    await self._flush(topic)
                    await self._catch_up(topic)
                except Exception:  # the store may be away for a while: readers keep their streams
                    self._figures.faults += 1
                    LOG.exception("topic_unread", topic=topic.key)
                    topic.is_woken = True
                    await asyncio.sleep(self._policy.retry_after_error_s)
        finally:
            topic.is_pumping = False

    async def _flush(self, topic: LiveTopic) -> None:
        """Send what is new to everybody who is up to date."""
        batch = await self._reader.read(topic.key, topic.cursor, limit=self._policy.page)
        if batch is None or topic.is_cut_off_from(batch.state):
            await self._restart(topic)
            return
        self._hooks.learn_gate(topic.key, batch.state.gated_to)
        after = topic.cursor
        readers = topic.advance(batch)
        topic.is_woken |= batch.through < batch.state.last_seq
        if not (batch.frames or batch.gates):
            return
        self._figures.events += len(batch.frames)
        parcels = Parcels(batch)
        for count, (stream, cleared_to) in enumerate(readers, 1):
            self._send(topic, parcels, stream, after, cleared_to)
            if count % self._policy.give_way_every == 0:
                await asyncio.sleep(0)

    async def _catch_up(self, topic: LiveTopic) -> None:
        """Send one page of what they missed to those who are behind, read once for all of them."""
        pause = self._policy.replay_pause_bytes
        ready = [one for one in topic.behind if one.connection.unread_bytes() <= pause]
        if not ready:
            if topic.behind:
                asyncio.get_running_loop().call_later(0.2, self.wake, (topic.key,))
            return
        start = min(topic.behind[stream].after for stream in ready)
        batch = await self._reader.read(
            topic.key, start, until=topic.cursor, limit=self._policy.page
        )
        if batch is not None and batch.state.epoch == topic.state.epoch:
            self._send_missed(topic, Parcels(batch), ready)
        topic.is_woken |= bool(topic.behind)

    def _send_missed(self, topic: LiveTopic, parcels: Parcels, ready: list[Stream]) -> None:
        state, through = parcels.batch.state, parcels.batch.through
        for stream in ready:
            catching = topic.behind.get(stream)
            if catching is None:
                continue
            if catching.after < state.trimmed_to:
                self._give_up_on(topic, stream, has_passed=catching.cleared_to >= state.gated_to)
            elif catching.after <= through:
                self._figures.replays += 1
                self._send(topic, parcels, stream, catching.after, catching.cleared_to)
                topic.caught_up_to(stream, through)

    def _give_up_on(self, topic: LiveTopic, stream: Stream, *, has_passed: bool) -> None:
        """What this reader missed was deleted meanwhile; a gate may have been in it."""
        if has_passed:
            topic.caught_up_to(stream, topic.cursor)
            self._reset(topic, stream)
        else:
            self._hooks.end(stream)

    def _send(
        self, topic: LiveTopic, parcels: Parcels, stream: Stream, after: int, cleared_to: int
    ) -> None:
        if not stream.is_open:
            return
        if stream.connection.unread_bytes() > self._policy.buffer_bytes:
            self._hooks.cut(stream)
            return
        batch, gate = parcels.batch, None
        if batch.gates:
            gate = gate_for(
                batch, after=after, cleared_to=cleared_to, person_ref=stream.grant.person_ref
            )
        parcel = parcels.between(
            after, gate.seq if gate else batch.through, stream.other_positions(topic.key)
        )
        if parcel:
            last, packet = parcel
            stream.send(topic.key, packet, Position(batch.state.epoch, last))
            self._figures.deliveries += 1
        if gate:
            self._figures.gated += 1
            self._hooks.end(stream)

    async def _restart(self, topic: LiveTopic) -> None:
        """The history we were sending is gone: reset, trimmed, or restored from a backup."""
        states = await self._reader.open([topic.key])
        staying, leaving = topic.restart(states[topic.key])
        for stream in staying:
            self._reset(topic, stream)
        for stream in leaving:
            self._hooks.end(stream)

    def _reset(self, topic: LiveTopic, stream: Stream) -> None:
        if stream.is_open:
            self._figures.resets += 1
            stream.send_reset(topic.key, topic.room, topic.position)
