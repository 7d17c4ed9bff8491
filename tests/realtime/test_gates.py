"""A right that was taken away ends on open streams too."""

import time

from django.db import connection, transaction
from tests.realtime.conftest import Board, Site, topic_of

from openrounds.realtime import actions

TEA = topic_of("tea")


def test_a_gate_ends_the_streams_of_its_topic_and_no_others(any_site: Site, board: Board) -> None:
    tea, coffee = any_site.listen("tea"), any_site.listen("coffee")

    actions.gate([TEA])

    assert tea.has_ended.wait(10)
    board.post("still here", room="coffee")
    coffee.hears("still here")
    assert tea.blocks[-1].retry is not None


def test_whoever_may_still_read_comes_back_without_loss(any_site: Site, board: Board) -> None:
    listener = any_site.listen()
    board.post("before")
    actions.gate([TEA])
    board.post("after")
    assert listener.has_ended.wait(10)

    again = any_site.listen(last_event_id=listener.cut())
    board.post("later")

    assert listener.texts == ["before"]
    again.hears("after", "later")


def test_nothing_said_after_a_gate_reaches_a_stream_from_before(
    any_site: Site, board: Board
) -> None:
    listener = any_site.listen()

    with transaction.atomic():
        board.post("the last for everybody")
        actions.gate([TEA])
        board.post("for those who are still let in")

    assert listener.has_ended.wait(10)
    assert listener.texts == ["the last for everybody"]


def test_a_gate_for_one_person_ends_only_their_streams(any_site: Site, board: Board) -> None:
    ada, bert = any_site.listen(person="ada"), any_site.listen(person="bert")

    board.banned.add("ada")
    actions.gate([TEA], person_ref="ada")
    board.post("without ada")

    assert ada.has_ended.wait(10)
    bert.hears("without ada")
    assert ada.texts == []
    assert any_site.listen(person="ada", last_event_id=ada.cursor).status == 404


def test_an_old_gate_is_no_obstacle_to_whoever_was_let_in_after_it(
    any_site: Site, board: Board
) -> None:
    first = board.post("one")
    actions.gate([TEA])
    board.post("two")

    listener = any_site.listen(last_event_id=str(first))
    board.post("three")

    listener.hears("two", "three")


def test_nobody_slips_in_while_their_right_is_taken_away(site: Site, board: Board) -> None:
    site.listen(person="bert")  # the room is known to this process

    def ban_ada() -> None:
        """Between the look at her right and the first byte of her stream."""
        if "ada" not in board.banned:
            board.banned.add("ada")
            actions.gate([TEA], person_ref="ada")
            time.sleep(0.2)  # the hub hears of the gate
            connection.close()

    board.when_checked = ban_ada

    ada = site.listen(person="ada")
    board.post("without ada")

    assert ada.status == 404 or ada.has_ended.wait(10)
    assert ada.texts == []


def test_a_reset_that_hides_a_gate_ends_streams_all_the_same(any_site: Site, board: Board) -> None:
    listener = any_site.listen()

    with transaction.atomic():
        actions.reset_topic(TEA)
        actions.gate([TEA])
        board.post("for those who are still let in")

    assert listener.has_ended.wait(10)
    assert listener.texts == []
