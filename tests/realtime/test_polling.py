"""Who cannot hold a stream open asks now and then, and gets the same."""

from collections.abc import Callable

import httpx
from tests.realtime.conftest import Board, Site, topic_of

from openrounds.realtime import actions


def test_polling_from_now_starts_with_nothing_and_then_brings_what_is_new(
    site: Site, board: Board
) -> None:
    board.post("old")
    first = site.poll()
    board.post("one")
    board.post("two")

    second = site.poll(after=first["after"])
    third = site.poll(after=second["after"])

    assert texts(first) == []
    assert texts(second) == ["one", "two"]
    assert texts(third) == []
    assert not second["reset"]


def test_a_poll_brings_the_same_objects_as_the_stream(site: Site, board: Board) -> None:
    start = site.poll()["after"]
    board.post("one")
    board.post("taken back")
    board.withdraw("taken back")

    listener = site.listen(after=start)
    listener.hears("one", "[post.gone]")

    polled = [event for event in site.poll(after=start)["events"] if event["kind"] != "presence"]
    assert polled == listener.events


def test_a_cursor_of_a_poll_can_be_taken_to_a_stream_and_back(site: Site, board: Board) -> None:
    start = site.poll("tea", "coffee")["after"]
    board.post("one", room="tea")
    listener = site.listen("tea", "coffee", after=start)
    listener.hears("one")
    cursor = listener.cut()
    board.post("two", room="coffee")

    assert texts(site.poll("tea", "coffee", after=cursor)) == ["two"]


def test_a_poll_says_how_many_are_reading(site: Site) -> None:
    site.listen(person="ada")

    assert site.poll()["events"] == [{"kind": "presence", "room": "tea", "reading": 1}]


def test_a_poll_with_a_lost_history_says_so(site: Site, board: Board) -> None:
    old = board.post("old")
    actions.reset_topic(topic_of("tea"))
    board.post("new")

    answer = site.poll(after=str(old))

    assert answer["reset"] is True
    assert texts(answer) == []
    board.post("newer")
    assert texts(site.poll(after=answer["after"])) == ["newer"]


def test_a_long_gap_comes_in_several_polls(open_site: Callable[..., Site], board: Board) -> None:
    site = open_site(page=3)
    after, heard = site.poll()["after"], []
    for number in range(7):
        board.post(f"post {number}")

    for _ in range(3):
        answer = site.poll(after=after)
        heard += texts(answer)
        after = answer["after"]

    assert heard == [f"post {number}" for number in range(7)]


def test_whoever_may_not_read_may_not_poll(site: Site, board: Board) -> None:
    board.closed.add("tea")

    answer = httpx.get(f"{site.url}/live/poll?room=tea")

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_an_answer_to_a_poll_is_not_to_be_stored(site: Site) -> None:
    answer = httpx.get(f"{site.url}/live/poll?room=tea")

    assert answer.headers["cache-control"] == "no-store"


def texts(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    said = [event for event in answer["events"] if event["kind"] != "presence"]
    return [event.get("text", f"[{event['kind']}]") for event in said]
