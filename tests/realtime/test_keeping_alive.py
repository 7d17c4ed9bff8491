"""Signs of life, how many are reading, and how a stream ends."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.realtime.conftest import WAYS, Board, Site

from openrounds.realtime.presence import Presence


@pytest.fixture(params=WAYS)
def open_any_site(
    request: pytest.FixtureRequest, open_site: Callable[..., Site]
) -> Callable[..., Site]:
    def start(**policy: Any) -> Site:
        return open_site(WAYS[request.param], **policy)

    return start


def test_a_quiet_stream_shows_signs_of_life(open_any_site: Callable[..., Site]) -> None:
    listener = open_any_site(heartbeat_s=1).listen()

    listener.wait_until(lambda: listener.heartbeats >= 2)


def test_a_reader_learns_at_once_how_many_are_reading(open_any_site: Callable[..., Site]) -> None:
    site = open_any_site()
    site.listen(person="ada")

    second = site.listen(person="bert")

    second.wait_until(lambda: bool(second.named("presence")))
    assert second.named("presence") == [{"kind": "presence", "room": "tea", "reading": 2}]


def test_everybody_learns_when_the_number_changes_and_only_then(
    open_any_site: Callable[..., Site],
) -> None:
    site = open_any_site(presence_s=0.2)
    first = site.listen(person="ada")
    first.wait_until(lambda: len(first.named("presence")) == 2)
    second = site.listen(person="bert")
    first.wait_until(lambda: len(first.named("presence")) == 3)
    time.sleep(0.7)
    second.cut()
    first.wait_until(lambda: len(first.named("presence")) == 4)

    assert [one["reading"] for one in first.named("presence")] == [1, 1, 2, 1]


def test_the_number_of_readers_does_not_move_the_id(open_any_site: Callable[..., Site]) -> None:
    site = open_any_site(presence_s=0.1)
    listener = site.listen()
    listener.wait_until(lambda: len(listener.named("presence")) >= 2)

    assert {block.id for block in listener.blocks if block.event == "presence"} == {""}


def test_somebody_with_two_tabs_is_one_reader(site: Site) -> None:
    site.listen(person="ada")
    tab = site.listen(person="ada")

    assert site.hub.presence.reading("tea") == 1
    tab.wait_until(lambda: bool(tab.named("presence")))
    assert tab.named("presence")[-1]["reading"] == 1


def test_what_other_processes_count_is_added() -> None:
    presence = Presence()

    presence.hear({"tea": 5})

    assert presence.reading("tea") == 5
    assert presence.reading("coffee") == 0


def test_an_old_stream_ends_and_is_let_in_anew(open_any_site: Callable[..., Site]) -> None:
    listener = open_any_site(max_age_s=0.5, heartbeat_s=1).listen()

    assert listener.has_ended.wait(10)
    assert listener.blocks[-1].retry is not None


def test_at_shutdown_readers_are_told_when_to_come_back_and_nobody_waits(
    open_any_site: Callable[..., Site], board: Board
) -> None:
    site = open_any_site()
    listeners = [site.listen() for _ in range(5)]
    board.post("the last one")
    for listener in listeners:
        listener.hears("the last one")
    began = time.monotonic()

    site.stop()

    assert time.monotonic() - began < 6
    if site.has_live_protocol:
        waits = [listener.blocks[-1].retry for listener in listeners]
        assert all(wait is not None and 1_000 <= wait <= 5_000 for wait in waits)
        assert time.monotonic() - began < 2
