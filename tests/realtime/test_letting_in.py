"""Who gets a stream, and what everybody else is told."""

import time
from collections.abc import Callable

import httpx
import pytest
from tests.realtime.conftest import Board, Site, eventually

from openrounds.realtime.endpoint import is_live


def test_whoever_may_not_read_a_room_is_refused_with_words(any_site: Site, board: Board) -> None:
    board.closed.add("tea")

    listener = any_site.listen("coffee", "tea")

    assert listener.status == 404
    assert listener.headers is not None
    assert listener.headers["content-type"] == "application/problem+json"
    assert listener.problem["code"] == "not_found"
    assert listener.problem["detail"] == "There is no such room."


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("room=", 400),
        ("&".join(f"room=r{number}" for number in range(17)), 400),
        ("&".join(f"room={number}" for number in range(200)), 400),
        ("room=tea&after=nonsense&after=%00%ff", 200),
    ],
)
def test_a_request_that_makes_no_sense_is_answered_and_harms_nothing(
    site: Site, query: str, status: int
) -> None:
    with httpx.stream("GET", f"{site.url}/live?{query}") as answer:
        assert answer.status_code == status


def test_the_live_paths_can_only_be_read(site: Site) -> None:
    answer = httpx.post(f"{site.url}/live?room=tea")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_a_program_names_the_room_in_the_path(site: Site, board: Board) -> None:
    with httpx.stream("GET", f"{site.url}/api/v1/rooms/tea/events") as answer:
        lines = answer.iter_lines()
        while next(lines) != "event: presence":
            pass
        board.post("for programs")
        heard = next(line for line in lines if "for programs" in line)

    assert heard.startswith("data: ")


@pytest.mark.parametrize(
    ("path", "is_ours"),
    [
        ("/live", True),
        ("/live/poll", True),
        ("/api/v1/rooms/tea/events", True),
        ("/api/v1/rooms/tea/posts", False),
        ("/api/v1/rooms/tea/events/x", False),
        ("/lively", False),
        ("/", False),
    ],
)
def test_only_the_live_paths_are_taken_from_django(path: str, is_ours: bool) -> None:  # noqa: FBT001
    assert is_live(path) is is_ours


def test_a_full_server_says_when_to_come_back(open_site: Callable[..., Site], board: Board) -> None:
    site = open_site(streams=2)
    first, second = site.listen(), site.listen()

    third = site.listen()

    assert third.status == 503
    assert third.headers is not None
    assert int(third.headers["retry-after"]) >= 1
    board.post("goes on")
    first.hears("goes on")
    second.hears("goes on")


def test_a_place_is_free_again_when_somebody_leaves(open_site: Callable[..., Site]) -> None:
    site = open_site(streams=1)
    site.listen().cut()
    eventually(lambda: site.hub.count_streams() == 0)

    assert site.listen().status == 200


def test_one_person_cannot_take_all_places(open_site: Callable[..., Site]) -> None:
    site = open_site(streams_per_person=2)
    statuses = [site.listen(person="ada").status for _ in range(3)]

    assert statuses == [200, 200, 429]
    assert site.listen(person="bert").status == 200


def test_visitors_from_one_address_count_together(open_site: Callable[..., Site]) -> None:
    site = open_site(streams_per_address=2)

    assert [site.listen().status for _ in range(3)] == [200, 200, 429]


def test_when_rights_cannot_be_looked_up_readers_are_told_to_come_back(
    site: Site, board: Board
) -> None:
    def fail() -> None:
        raise OSError("the store is away")

    board.when_checked = fail
    refused = site.listen()
    board.when_checked = lambda: None

    assert refused.status == 503
    assert site.listen().status == 200


def test_a_server_that_is_too_slow_to_look_up_rights_says_so(
    open_site: Callable[..., Site], board: Board
) -> None:
    site = open_site(admit_within_s=0.2)
    board.when_checked = lambda: time.sleep(0.6)

    assert site.listen().status == 503
