"""A program talks to a real server: it posts JSON and reads server-sent events."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.servers import LiveServer, StartServer

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.processes


@pytest.fixture
def server(start_server: StartServer) -> LiveServer:
    return start_server(posts_per_minute="1000")


@pytest.fixture
def keys(server: LiveServer, tmp_path: Path) -> list[str]:
    """Keys of three members of the room `load`, made as the page on load testing says."""
    file = tmp_path / "keys.json"
    subprocess.run(
        [sys.executable, "bench/prepare.py", "--members", "3", "--keys", file],
        cwd=ROOT,
        env=server.environ,
        check=True,
        capture_output=True,
    )
    made: list[str] = json.loads(file.read_text())
    return made


def program(server: LiveServer, key: str) -> httpx.Client:
    client = server.client()
    client.headers["Authorization"] = f"Bearer {key}"
    return client


def send(client: httpx.Client, text: str, attempt: str = "") -> httpx.Response:
    headers = {"Idempotency-Key": attempt} if attempt else {}
    return client.post("/api/v1/rooms/load/posts", json={"text": text}, headers=headers)


@contextmanager
def listening(client: httpx.Client, **headers: str) -> Iterator[Iterator[tuple[str, Any]]]:
    """The live stream as pairs of id and value."""
    with client.stream("GET", "/api/v1/rooms/load/events", headers=headers) as stream:
        assert stream.status_code == 200
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        yield _events(stream.iter_lines())


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in lines:
        if line.startswith("id:"):
            name = line[3:].strip()
        elif line.startswith("data:"):
            yield name, json.loads(line[5:])


def next_post(events: Iterator[tuple[str, Any]]) -> tuple[str, str]:
    return next((name, value["text"]) for name, value in events if value.get("kind") == "post")


def test_what_one_program_posts_another_hears_and_resumes_after_a_cut(
    server: LiveServer, keys: list[str]
) -> None:
    writer, reader = program(server, keys[1]), program(server, keys[2])
    with listening(reader) as events:
        assert send(writer, "One.").status_code == 201
        last, text = next_post(events)
        assert text == "One."
    send(writer, "Two.")
    send(writer, "Three.")

    with listening(reader, **{"Last-Event-ID": last}) as events:
        assert [next_post(events)[1], next_post(events)[1]] == ["Two.", "Three."]


def test_a_list_of_posts_says_where_to_go_on_listening(server: LiveServer, keys: list[str]) -> None:
    writer, reader = program(server, keys[1]), program(server, keys[2])
    send(writer, "Before.")
    page = reader.get("/api/v1/rooms/load/posts").json()
    send(writer, "After.")

    assert [post["text"] for post in page["items"]] == ["Before."]
    with listening(reader, **{"Last-Event-ID": page["live"]}) as events:
        assert next_post(events)[1] == "After."


def test_an_attempt_repeated_after_the_server_was_killed_makes_no_second_post(
    server: LiveServer, keys: list[str]
) -> None:
    first = send(program(server, keys[1]), "Once.", "attempt-1").json()
    server.end(signal.SIGKILL)
    server.start()

    again = send(program(server, keys[1]), "Once.", "attempt-1")

    assert again.status_code == 200
    assert again.json()["post"]["id"] == first["post"]["id"]


def test_a_key_that_opens_nothing_hears_nothing(server: LiveServer, keys: list[str]) -> None:
    refused = program(server, "or_nothing").get("/api/v1/rooms/load/events")

    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_needed")
