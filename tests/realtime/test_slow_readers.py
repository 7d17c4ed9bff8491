"""Who does not read is cut, loses nothing by it, and keeps nobody else waiting."""

import re
import socket
from collections.abc import Callable
from itertools import count

import pytest
from tests.realtime.conftest import WAYS, Board, Site, eventually

LONG = "x" * 20_000


@pytest.fixture(params=WAYS)
def small_site(request: pytest.FixtureRequest, open_site: Callable[..., Site]) -> Site:
    return open_site(WAYS[request.param], buffer_bytes=100_000, heartbeat_s=1)


def listen_without_reading(site: Site) -> socket.socket:
    lazy = socket.socket()
    lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    lazy.connect(("127.0.0.1", site.port))
    lazy.sendall(b"GET /live?room=tea HTTP/1.1\r\nHost: x\r\n\r\n")
    eventually(lambda: site.hub.count_streams() > 0)
    return lazy


def read_all(connection: socket.socket) -> bytes:
    connection.settimeout(10)
    heard = b""
    try:
        while part := connection.recv(65536):
            heard += part
    except ConnectionResetError:
        pass
    return heard


def test_a_reader_who_does_not_read_is_cut_and_resumes_where_they_stopped(
    small_site: Site, board: Board
) -> None:
    lazy = listen_without_reading(small_site)
    reader = small_site.listen(person="ada")

    posted = []
    for number in count():
        posted.append(f"{number} {LONG}")
        board.post(posted[-1])
        reader.wait_until(lambda: len(reader.texts) == len(posted))
        if small_site.hub.figures.cut:
            break
        assert number < 1_000
    heard = read_all(lazy).decode()
    lazy.close()

    seen = [int(number) for number in re.findall(r'"text": "(\d+) x{20000}"', heard)]
    cursor = re.findall(r"id: (\S+)\ndata: .*?\n\n", heard, re.DOTALL)[-1]
    assert seen == list(range(len(seen)))
    assert reader.texts == posted
    again = small_site.listen(last_event_id=cursor)
    again.hears(*posted[len(seen) :])


def test_a_replay_waits_for_its_reader_instead_of_filling_the_memory(
    open_site: Callable[..., Site], board: Board
) -> None:
    site = open_site(page=5, replay_pause_bytes=50_000)
    first = site.poll()["after"]
    for number in range(200):
        board.post(f"{number} {LONG}")

    lazy = listen_without_reading_from(site, first)
    eventually(lambda: site.hub.figures.replays > 0)
    reader = site.listen(after=first)

    reader.wait_until(lambda: len(reader.texts) == 200)
    assert site.hub.figures.cut == 0
    lazy.settimeout(10)
    heard = b""
    while b'"text": "199 x' not in heard:
        heard += lazy.recv(1_000_000)
    lazy.close()


def listen_without_reading_from(site: Site, after: str) -> socket.socket:
    lazy = socket.socket()
    lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    lazy.connect(("127.0.0.1", site.port))
    lazy.sendall(f"GET /live?room=tea&after={after} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    eventually(lambda: site.hub.count_streams() > 0)
    return lazy
