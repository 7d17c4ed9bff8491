"""Whoever comes back gets what they missed: all of it, once, as it looks now."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.realtime.conftest import Board, Site, eventually, topic_of

from openrounds.realtime import actions, waking
from openrounds.realtime.models import StreamEvent
from openrounds.realtime.queries import positions_of

FRESH = count()


def position(room: str, seq: int) -> str:
    """The id of an entry of a room."""
    return f"{positions_of([topic_of(room)])[topic_of(room)].epoch}.{seq}"


@given(data=st.data())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_from_any_cut_exactly_the_missing_rest_is_heard(
    site: Site, board: Board, data: st.DataObject
) -> None:
    room = f"room{next(FRESH)}"
    posted = [f"post {number}" for number in range(data.draw(st.integers(1, 25)))]
    for text in posted:
        board.post(text, room=room)
    cut = data.draw(st.integers(0, len(posted)))

    listener = site.listen(room, last_event_id=position(room, cut))
    board.post("the last one", room=room)

    listener.hears(*posted[cut:], "the last one")
    listener.cut()


def test_many_random_cuts_lose_nothing_and_repeat_nothing(any_site: Site, board: Board) -> None:
    posted = [f"post {number}" for number in range(150)]
    done = threading.Event()

    def listen_with_cuts(seed: int) -> list[str]:
        chance, heard, cursor = random.Random(seed), list[str](), first_cursor  # noqa: S311
        while len(heard) < len(posted):
            listener = any_site.listen(last_event_id=cursor)
            if done.is_set():
                missing = len(posted) - len(heard)
                listener.wait_until(lambda: len(listener.texts) >= missing)  # noqa: B023
            else:
                time.sleep(chance.uniform(0, 0.15))
            cursor = listener.cut() or cursor
            heard += listener.texts
        return heard

    first_cursor = any_site.poll()["after"]
    with ThreadPoolExecutor(8) as threads:
        results = [threads.submit(listen_with_cuts, seed) for seed in range(8)]
        for text in posted:
            board.post(text)
            time.sleep(0.004)
        done.set()
        heard = [result.result(timeout=60) for result in results]

    assert heard == [posted] * 8


def test_a_reader_of_several_rooms_comes_back_to_all_of_them_with_the_last_id_alone(
    any_site: Site, board: Board
) -> None:
    listener = any_site.listen("tea", "coffee", "milk")
    board.post("heard", room="tea")
    listener.hears("heard")
    cursor = listener.cut()
    board.post("missed in coffee", room="coffee")
    board.post("missed in tea", room="tea")

    again = any_site.listen("tea", "coffee", "milk", last_event_id=cursor)

    again.wait_until(lambda: len(again.texts) == 2)
    assert sorted(again.texts) == ["missed in coffee", "missed in tea"]


def test_what_was_withdrawn_meanwhile_is_heard_as_gone(any_site: Site, board: Board) -> None:
    board.post("kept")
    board.post("my sister's name is Ada")
    board.withdraw("my sister's name is Ada")

    listener = any_site.listen(after=position("tea", 0))

    listener.hears("kept", "[post.gone]")


def test_a_topic_that_began_anew_makes_readers_load_their_page_again(
    any_site: Site, board: Board
) -> None:
    listener = any_site.listen()
    board.post("before")
    listener.hears("before")

    actions.reset_topic(topic_of("tea"))
    listener.wait_until(lambda: bool(listener.named("reset")))
    board.post("after")

    listener.hears("before", "after")
    assert listener.named("reset") == [{"kind": "reset", "room": "tea"}]
    assert listener.cursor == position("tea", 1)


def test_a_reader_from_before_a_reset_is_told_and_goes_on_from_now(
    any_site: Site, board: Board
) -> None:
    old = board.post("before")
    actions.reset_topic(topic_of("tea"))
    board.post("not news any more")

    listener = any_site.listen(last_event_id=str(old))
    board.post("news")

    listener.hears("news")
    assert listener.named("reset") == [{"kind": "reset", "room": "tea"}]


def test_a_reader_whose_gap_was_trimmed_is_told_and_goes_on_from_now(
    any_site: Site, board: Board
) -> None:
    for number in range(3):
        board.post(f"old {number}")
    StreamEvent.objects.update(at=timezone.now() - timedelta(days=40))
    actions.trim(before=timezone.now())

    listener = any_site.listen(last_event_id=position("tea", 1))
    board.post("news")

    listener.hears("news")
    assert listener.named("reset") == [{"kind": "reset", "room": "tea"}]


def test_a_reader_who_is_too_far_behind_loads_the_page_instead(
    open_site: Callable[..., Site], board: Board
) -> None:
    site = open_site(replay_limit=5)
    for number in range(7):
        board.post(f"post {number}")

    far, near = site.listen(after=position("tea", 1)), site.listen(after=position("tea", 2))

    near.hears("post 2", "post 3", "post 4", "post 5", "post 6")
    far.wait_until(lambda: bool(far.named("reset")))
    assert far.texts == []


def test_a_long_gap_is_filled_page_by_page(open_site: Callable[..., Site], board: Board) -> None:
    site = open_site(page=3)
    posted = [f"post {number}" for number in range(20)]
    for text in posted:
        board.post(text)

    listeners = [site.listen(after=position("tea", seq)) for seq in (0, 7, 19)]
    board.post("live")

    for listener, seq in zip(listeners, (0, 7, 19), strict=True):
        listener.hears(*posted[seq:], "live")


def test_a_wake_up_that_was_lost_costs_about_a_second(site: Site, board: Board) -> None:
    listener = site.listen()
    waking.remove_waker(site.hub.wake)

    board.post("nobody was woken")

    listener.hears("nobody was woken")


def test_a_reader_who_saw_more_elsewhere_is_not_sent_back(site: Site, board: Board) -> None:
    site.listen()
    waking.remove_waker(site.hub.wake)  # as if another process had been faster than this one
    seen = board.post("seen in another process")

    listener = site.listen(last_event_id=str(seen))
    board.post("next")

    listener.hears("next")
    assert listener.named("reset") == []


def test_readers_wait_while_the_store_is_away_and_lose_nothing(
    open_site: Callable[..., Site], board: Board
) -> None:
    site = open_site(poll_s=0.2, retry_after_error_s=0.2)
    listener = site.listen()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE realtime_streamevent RENAME TO realtime_away")
    site.hub.wake([topic_of("tea")])
    eventually(lambda: site.hub.figures.faults > 0)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE realtime_away RENAME TO realtime_streamevent")

    board.post("after the fault")

    listener.hears("after the fault")
