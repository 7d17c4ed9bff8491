"""Server processes wake each other through Redis. It may fail: then readers wait up to a second.

Imported by name where Redis is configured, because its client is an optional package.
"""

import json
import queue
import threading
from collections.abc import Callable, Collection

import redis
import structlog

from openrounds.realtime import waking

LOG = structlog.get_logger("openrounds.live")
CHANNEL = "openrounds:wake"


class RedisSender:
    """Tells other processes through Redis which topics have something new. Add it as a waker."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._keys: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def wake(self, topic_keys: Collection[str]) -> None:
        """Send soon, from a thread of its own: the caller's transaction has just ended."""
        self._keys.put(tuple(topic_keys))
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live-tell", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        client = _client(self._url)
        while True:
            keys = set(self._keys.get())
            while not self._keys.empty():
                keys.update(self._keys.get())
            try:
                client.publish(CHANNEL, json.dumps([waking.PROCESS, *sorted(keys)]))
            except redis.RedisError as fault:
                # Not kept for later: each process compares with the store every second.
                LOG.warning("redis_deaf", fault=type(fault).__name__)


class RedisEar:
    """Hears from other processes which topics have something new; comes back when Redis does."""

    def __init__(
        self,
        url: str,
        *,
        on_wake: Callable[[Collection[str]], None],
        on_gap: Callable[[], None],
    ) -> None:
        self._url = url
        self._on_wake = on_wake
        self._on_gap = on_gap
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-hear", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._listen()
            except redis.RedisError as fault:
                LOG.warning("redis_silent", fault=type(fault).__name__)
                self._ended.wait(0.5)

    def _listen(self) -> None:
        with _client(self._url).pubsub() as channel:  # type: ignore[no-untyped-call]
            channel.subscribe(CHANNEL)
            self._on_gap()  # something may have been said while we did not listen
            while not self._ended.is_set():
                message = channel.get_message(ignore_subscribe_messages=True, timeout=0.5)
                if message is not None:
                    self._hear(message["data"])

    def _hear(self, data: bytes) -> None:
        try:
            sender, *keys = json.loads(data)
        except ValueError:
            LOG.warning("redis_nonsense", channel=CHANNEL)
            return
        if sender != waking.PROCESS:
            self._on_wake([str(key) for key in keys])


def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url, socket_timeout=2, socket_connect_timeout=2, health_check_interval=10
    )
