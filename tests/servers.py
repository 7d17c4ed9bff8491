"""Real processes for tests: the server as people run it, and Redis. Each has its own folder."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest

START_S = 60.0  # a machine that runs two suites at once is slow; a good start takes two seconds


class LiveServer:
    """One `openrounds serve` (or `demo`). It keeps its folder and port when started again."""

    def __init__(self, data: Path, words: tuple[str, ...] = ("serve",), **settings: str) -> None:
        self.data = data
        self.words = words
        self.log = data.parent / f"{data.name}.log"
        ours = ("OPENROUNDS_", "DJANGO_")  # not the settings of the tests themselves
        kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        mine = {f"OPENROUNDS_{name.upper()}": value for name, value in settings.items()}
        self.environ = kept | {"OPENROUNDS_DATA": str(data), "OPENROUNDS_PORT": "0"} | mine
        self.process: subprocess.Popen[str] | None = None
        self.url = ""
        self._clients: list[httpx.Client] = []

    def start(self) -> "LiveServer":
        """Start the process and wait until it has said where it listens."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "openrounds", *self.words],
                env=self.environ,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.url = self._said(r"listening on (http://\S+)").rstrip("/")
        self.environ["OPENROUNDS_PORT"] = self.url.rpartition(":")[2]
        return self

    def _said(self, pattern: str) -> str:
        assert self.process is not None
        assert self.process.stdout is not None
        too_late = threading.Timer(START_S, self.process.kill)
        too_late.start()
        try:
            for line in self.process.stdout:
                if found := re.search(pattern, line):
                    return found[1]
        finally:
            too_late.cancel()
        raise AssertionError(f"The server did not start: {self.log.read_text()[-4000:]}")

    def command(self, *words: str, stdin: str = "") -> str:
        """Run another `openrounds` command on the same data; its output."""
        done = subprocess.run(
            [sys.executable, "-m", "openrounds", *words],
            env=self.environ,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop the process: politely, or at once with SIGKILL; its exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        status = self.process.wait(timeout=20)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return status

    def client(self) -> httpx.Client:
        """A plain HTTP client that keeps cookies."""
        client = httpx.Client(base_url=self.url, timeout=20, follow_redirects=True)
        self._clients.append(client)
        return client

    def close_clients(self) -> None:
        for client in self._clients:
            client.close()


StartServer = Callable[..., LiveServer]


def _fresh_postgres(url: str, *, like: str = "template1") -> str:
    """A new database on the server that the suite runs on: empty, or the copy of another."""
    import psycopg  # noqa: PLC0415 - only with PostgreSQL

    name = f"live_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def migrated_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose store has every table and no rows: made once, to be copied."""
    place = LiveServer(tmp_path_factory.mktemp("migrated") / "data")
    place.command("manage", "migrate", "--verbosity=0")
    (place.data / "secret-key").unlink()
    return place.data


@pytest.fixture(scope="session")
def migrated_postgres(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same as a PostgreSQL database, by its name; "" when the suite runs on SQLite."""
    url = os.environ.get("OPENROUNDS_TEST_DATABASE_URL")
    if not url:
        return ""
    fresh = _fresh_postgres(url)
    place = LiveServer(tmp_path_factory.mktemp("migrated") / "data", database_url=fresh)
    place.command("manage", "migrate", "--verbosity=0")
    return urlsplit(fresh).path.lstrip("/")


@pytest.fixture
def start_server(
    tmp_path: Path, migrated_place: Path, migrated_postgres: str
) -> Iterator[StartServer]:
    """Starts servers: `start_server(threads="2")`; a second call is a second place, not a twin.

    For a twin on the same store give the first one's `data` (and `database_url`).
    """
    servers: list[LiveServer] = []

    def start(
        data: Path | None = None, words: tuple[str, ...] = ("serve",), **settings: str
    ) -> LiveServer:
        store = os.environ.get("OPENROUNDS_TEST_DATABASE_URL")
        place = data or tmp_path / f"data{len(servers)}"
        if data is None and "database_url" not in settings:
            if store:
                settings["database_url"] = _fresh_postgres(store, like=migrated_postgres)
            else:
                shutil.copytree(migrated_place, place)
        server = LiveServer(place, words, **settings)
        servers.append(server)
        return server.start()

    yield start
    for server in servers:
        server.close_clients()
        if server.process is not None:
            server.end(signal.SIGKILL)


@pytest.fixture
def server(start_server: StartServer) -> LiveServer:
    """A server with an empty place of its own."""
    return start_server()


@pytest.fixture
def fresh_postgres() -> Callable[[], str]:
    """Makes a new, empty PostgreSQL database and gives its URL."""
    url = os.environ.get("OPENROUNDS_TEST_DATABASE_URL")
    if not url:
        pytest.skip("runs with the suite on PostgreSQL")
    return lambda: _fresh_postgres(url)


class RedisServer:
    """A Redis that can be killed and started again in the middle of a test."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        nothing_kept = ("--save", "", "--appendonly", "no")
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", self.socket, *nothing_kept],
            stdout=subprocess.DEVNULL,
            cwd=self.socket.parent,
        )
        for _ in range(200):
            ping = subprocess.run(
                ["redis-cli", "-s", self.socket, "ping"], capture_output=True, check=False
            )
            if ping.stdout == b"PONG\n":
                return
            time.sleep(0.05)
        raise AssertionError("Redis did not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.socket.unlink(missing_ok=True)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    redis = RedisServer(tmp_path)
    redis.start()
    yield redis
    redis.kill()
