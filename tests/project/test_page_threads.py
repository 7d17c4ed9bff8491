"""Pages are made on a few threads, and nobody who reads slowly holds one of them."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpx
import pytest
import uvicorn

from openrounds.project.page_threads import IN_MEMORY, LARGEST_BODY, Environ, PageThreads

LARGE = b"0123456789abcdef" * (IN_MEMORY // 4)


class Closing:
    """An answer that notes in which thread it was made and closed."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts
        self.made_in = self.closed_in = ""

    def __iter__(self) -> Iterator[bytes]:
        self.made_in = threading.current_thread().name
        yield from self.parts

    def close(self) -> None:
        self.closed_in = threading.current_thread().name


answers: list[Closing] = []


def application(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
    """Says what it was asked, or a lot, or fails."""
    body = environ["wsgi.input"].read()
    path = environ["PATH_INFO"]
    if path == "/fails":
        raise ZeroDivisionError
    start("200 OK", [("Content-Type", "application/json"), ("X-Made", "yes")])
    if path == "/large":
        return [LARGE, LARGE]
    seen = {k: v for k, v in environ.items() if isinstance(v, str)}
    answers.append(Closing([json.dumps(seen | {"body": body.decode()}).encode()]))
    return answers[-1]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    pages = PageThreads(application, threads=2)
    config = uvicorn.Config(
        pages, interface="asgi3", http="httptools", lifespan="off", log_config=None
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listener.close()


def test_a_page_sees_the_whole_request(url: str) -> None:
    seen = httpx.post(f"{url}/a%20b/%C3%A9?q=%C3%A9&x=1", content="words").json()

    assert seen["REQUEST_METHOD"] == "POST"
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/a b/é"
    assert seen["QUERY_STRING"] == "q=%C3%A9&x=1"
    assert seen["REMOTE_ADDR"] == "127.0.0.1"
    assert seen["body"] == "words"
    assert seen["CONTENT_LENGTH"] == "5"


def test_a_path_that_is_not_utf_8_reaches_the_page_as_it_is(url: str) -> None:
    seen = httpx.get(f"{url}/%ff").json()

    assert seen["PATH_INFO"].encode("latin-1") == b"/\xff"


def test_a_body_in_chunks_is_whole(url: str) -> None:
    seen = httpx.post(f"{url}/", content=(part for part in [b"one ", b"two ", b"three"])).json()

    assert seen["body"] == "one two three"
    assert seen["CONTENT_LENGTH"] == "13"


def test_a_header_that_looks_like_one_of_a_proxy_is_dropped(url: str) -> None:
    headers = {"X_Forwarded_For": "6.6.6.6", "X-Forwarded-Proto": "https"}
    seen = httpx.get(f"{url}/", headers=headers).json()

    assert "HTTP_X_FORWARDED_FOR" not in seen
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"


def test_a_header_that_comes_twice_is_joined(url: str) -> None:
    headers = [("Cookie", "a=1"), ("Cookie", "b=2"), ("X-Seen", "1"), ("X-Seen", "2")]
    seen = httpx.get(f"{url}/", headers=headers).json()

    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert seen["HTTP_X_SEEN"] == "1,2"


def test_an_answer_is_made_and_closed_in_one_thread(url: str) -> None:
    httpx.get(f"{url}/")

    assert answers[-1].made_in.startswith("page")
    assert answers[-1].closed_in == answers[-1].made_in


def test_an_answer_larger_than_the_memory_allowed_arrives_whole(url: str) -> None:
    answer = httpx.get(f"{url}/large")

    assert answer.content == LARGE + LARGE
    assert answer.headers["x-made"] == "yes"


def test_readers_who_do_not_read_hold_no_thread(url: str) -> None:
    port = int(url.rpartition(":")[2])
    slow = []
    for _ in range(6):  # three times as many as there are threads
        slow.append(socket.socket())
        slow[-1].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow[-1].connect(("127.0.0.1", port))
        slow[-1].sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.3)

    assert httpx.get(f"{url}/", timeout=5).status_code == 200
    for one in slow:
        one.close()


def test_too_large_a_body_is_refused(url: str) -> None:
    pieces = (b"x" * 1_000_000 for _ in range(LARGEST_BODY // 1_000_000 + 2))

    assert httpx.post(f"{url}/", content=pieces).status_code == 413


def test_somebody_who_leaves_in_the_middle_of_a_question_is_not_answered(url: str) -> None:
    before = len(answers)
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf a ")
    time.sleep(0.3)

    assert len(answers) == before
    assert httpx.get(f"{url}/").status_code == 200


def test_a_page_that_fails_is_a_500_and_not_a_silence(url: str) -> None:
    assert httpx.get(f"{url}/fails").status_code == 500
    assert httpx.get(f"{url}/").status_code == 200
