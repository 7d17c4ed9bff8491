"""What is posted reaches everybody who listens, once and in order."""

import socket

from tests.realtime.conftest import Board, Site


def test_everybody_hears_what_is_posted_in_the_order_of_posting(
    any_site: Site, board: Board
) -> None:
    listeners = [any_site.listen() for _ in range(5)]

    for number in range(20):
        board.post(f"post {number}")

    for listener in listeners:
        listener.hears(*(f"post {number}" for number in range(20)))


def test_the_first_thing_a_reader_gets_is_an_id_to_come_back_with(
    any_site: Site, board: Board
) -> None:
    where = board.post("before anybody listened")

    listener = any_site.listen()

    listener.wait_until(lambda: bool(listener.named("hello")))
    assert listener.cursor == str(where)
    assert listener.texts == []


def test_an_event_stream_says_what_it_is_and_asks_proxies_not_to_keep_it(any_site: Site) -> None:
    listener = any_site.listen()

    assert listener.headers is not None
    assert listener.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert listener.headers["cache-control"] == "no-cache"
    assert listener.headers["x-accel-buffering"] == "no"


def test_a_reader_of_one_room_hears_nothing_of_another(site: Site, board: Board) -> None:
    tea, coffee = site.listen("tea"), site.listen("coffee")

    board.post("only for tea", room="tea")
    board.post("only for coffee", room="coffee")

    tea.hears("only for tea")
    coffee.hears("only for coffee")


def test_one_stream_carries_several_rooms(any_site: Site, board: Board) -> None:
    listener = any_site.listen("tea", "coffee")

    board.post("from tea", room="tea")
    listener.hears("from tea")
    board.post("from coffee", room="coffee")

    listener.hears("from tea", "from coffee")


def test_any_text_arrives_as_it_was_written(any_site: Site, board: Board) -> None:
    text = "two lines\nand a \u2028 separator, \r a return, data: x, é 🙂"
    listener = any_site.listen()

    board.post(text)

    listener.hears(text)


def test_a_reader_with_an_old_proxy_that_knows_no_chunks_hears_the_same(
    site: Site, board: Board
) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as old:
        old.sendall(b"GET /live?room=tea HTTP/1.0\r\n\r\n")
        heard = _read_until(old, b"event: presence")
        board.post("for the old one")
        heard += _read_until(old, b"for the old one")

    head, _, body = heard.partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in head.lower()
    assert body.startswith(b"retry: ")
    assert b"\r\n" not in body


def test_one_entry_that_cannot_be_shown_does_not_silence_a_room(site: Site, board: Board) -> None:
    listener = site.listen()

    board.unshowable.add("cannot be shown")
    for text in ("before", "cannot be shown", "after"):
        board.post(text)

    listener.hears("before", "after")


def _read_until(connection: socket.socket, mark: bytes) -> bytes:
    heard = b""
    while mark not in heard:
        part = connection.recv(65536)
        assert part, heard
        heard += part
    return heard
