"""Nothing is lost or doubled when a server process, or Redis, is killed in the middle."""

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.realtime.conftest import PATIENCE_S, Listener, eventually
from tests.servers import LiveServer, RedisServer, StartServer

pytestmark = pytest.mark.processes
ROOT = Path(__file__).resolve().parents[2]
ROOM = "load"
HAS_POSTGRESQL = bool(os.environ.get("OPENROUNDS_TEST_DATABASE_URL"))


def fill(server: LiveServer, members: int = 8) -> list[str]:
    """Make a room with members in a server's place; their keys."""
    keys = server.data.parent / "keys.json"
    subprocess.run(
        [sys.executable, ROOT / "bench/prepare.py", "--members", str(members), "--keys", keys],
        env=server.environ,
        check=True,
        capture_output=True,
    )
    found: list[str] = json.loads(keys.read_text())
    return found


class Follower:
    """Follows the room on one of several servers; on another one when a line is dropped."""

    def __init__(self, urls: list[str], key: str, after: str) -> None:
        self.texts: list[str] = []
        self.presence: list[int] = []
        self._urls = itertools.cycle(urls)
        self._headers = {"Authorization": f"Bearer {key}"}
        self._after = after
        self._ended = threading.Event()
        self._listener: Listener | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        eventually(lambda: self._listener is not None)

    def _run(self) -> None:
        while not self._ended.is_set():
            url = f"{next(self._urls)}/api/v1/rooms/{ROOM}/events"
            listener = Listener(url, {}, self._headers | {"Last-Event-ID": self._after})
            if listener.status == 200:
                self._listener = listener
                while not (listener.has_ended.wait(0.05) or self._ended.is_set()):
                    self.presence = [one["reading"] for one in listener.named("presence")]
            self._after = listener.cut() or self._after
            self.texts += [event["text"] for event in listener.events if event["kind"] == "post"]
            time.sleep(0.05)

    def drop(self) -> None:
        """Lose the line; it comes back by itself."""
        if self._listener is not None:
            self._listener.cut()

    def heard_so_far(self) -> int:
        return len(self.texts) + len(self._listener.events if self._listener else [])

    def end(self) -> list[str]:
        self._ended.set()
        self._thread.join(PATIENCE_S)
        return self.texts


class Poster:
    """Posts without a pause; again, under the same key, where no answer came."""

    def __init__(self, urls: list[str], keys: list[str]) -> None:
        self.sent: list[str] = []
        self._urls = itertools.cycle(urls)
        self._keys = itertools.cycle(keys)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        for number in itertools.count():
            if self._ended.is_set():
                return
            text = f"What helped me, number {number}: somebody who listened."
            self._post(text, next(self._keys), str(number))
            self.sent.append(text)

    def _post(self, text: str, key: str, attempt: str) -> None:
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": attempt}
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                url = f"{next(self._urls)}/api/v1/rooms/{ROOM}/posts"
                answer = httpx.post(url, json={"text": text}, headers=headers, timeout=20)
            except httpx.HTTPError:
                time.sleep(0.05)
                continue
            if answer.status_code < 300:
                return
            assert answer.status_code in {429, 503}, answer.text
            time.sleep(0.05)
        raise AssertionError("nobody took the post")

    def wait_for(self, more: int) -> None:
        """Let so many more posts be taken."""
        goal = len(self.sent) + more
        eventually(lambda: len(self.sent) >= goal or not self._thread.is_alive())
        assert self._thread.is_alive()

    def end(self) -> list[str]:
        self._ended.set()
        self._thread.join(60)
        return self.sent


def cursor_of(url: str, key: str) -> str:
    headers = {"Authorization": f"Bearer {key}"}
    live: str = httpx.get(f"{url}/api/v1/rooms/{ROOM}/posts", headers=headers).json()["live"]
    return live


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"posts_per_minute": "100000", "sqlite_synchronous": "OFF"}


@pytest.fixture
def first(start_server: StartServer, settings: dict[str, Any]) -> LiveServer:
    return start_server(**settings)


def twin_of(server: LiveServer) -> dict[str, str]:
    """What a second process needs to work on the same store."""
    if not HAS_POSTGRESQL:
        return {}
    return {"database_url": server.environ["OPENROUNDS_DATABASE_URL"]}


def check_all_heard(followers: list[Follower], sent: list[str]) -> None:
    eventually(lambda: all(one.heard_so_far() >= len(sent) for one in followers))
    assert [one.end() for one in followers] == [sent] * len(followers)


def test_a_server_that_is_killed_and_started_again_loses_and_doubles_nothing(
    first: LiveServer,
) -> None:
    keys = fill(first)
    start = cursor_of(first.url, keys[0])
    followers = [Follower([first.url], key, start) for key in keys[4:]]
    poster = Poster([first.url], keys[:3])

    for how in (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL):
        poster.wait_for(10)
        first.end(how)
        first.start()
        followers[0].drop()
    poster.wait_for(10)

    check_all_heard(followers, poster.end())


@pytest.fixture(params=["redis", "sqlite", "none"])
def bus(request: pytest.FixtureRequest) -> Iterator[tuple[dict[str, str], RedisServer | None]]:
    if request.param == "sqlite" and HAS_POSTGRESQL:
        pytest.skip("the suite runs on PostgreSQL")
    if request.param != "redis":
        yield {"bus": request.param}, None
        return
    redis: RedisServer = request.getfixturevalue("redis_server")
    yield {"redis_url": redis.url}, redis


def test_two_processes_keep_order_and_lose_nothing_when_parts_are_killed(
    start_server: StartServer,
    settings: dict[str, Any],
    bus: tuple[dict[str, str], RedisServer | None],
) -> None:
    how, redis = bus
    one = start_server(**settings, **how)
    two = start_server(one.data, **settings, **how, **twin_of(one))
    keys = fill(one)
    start = cursor_of(one.url, keys[0])
    both = [one.url, two.url]
    followers = [Follower(both, key, start) for key in keys[4:6]]
    followers += [Follower(both[::-1], key, start) for key in keys[6:]]
    poster = Poster(both, keys[:3])

    poster.wait_for(10)
    if redis is not None:
        redis.kill()
        poster.wait_for(10)
        redis.start()
    poster.wait_for(10)
    one.end(signal.SIGKILL)
    poster.wait_for(10)
    one.start()
    poster.wait_for(10)

    check_all_heard(followers, poster.end())


def test_two_processes_say_together_how_many_are_reading(
    start_server: StartServer, settings: dict[str, Any]
) -> None:
    how = {} if HAS_POSTGRESQL else {"bus": "sqlite"}
    one = start_server(**settings, **how)
    two = start_server(one.data, **settings, **how, **twin_of(one))
    keys = fill(one)
    start = cursor_of(one.url, keys[0])

    here, there = Follower([one.url], keys[1], start), Follower([two.url], keys[2], start)

    eventually(lambda: here.presence[-1:] == there.presence[-1:] == [2])
    here.end()
    there.end()
