"""Entries of a topic are numbered 1, 2, 3 … in the order in which they were committed."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openrounds.realtime import actions, waking
from openrounds.realtime.actions import Happening
from openrounds.realtime.models import StreamEvent, Topic
from openrounds.realtime.positions import Position
from openrounds.realtime.queries import entries_after, positions_of, states_of

FRESH = count()
TOPICS = st.sampled_from(["a", "b", "c"])


def numbers(topic_key: str) -> list[int]:
    rows = StreamEvent.objects.filter(topic__key=topic_key).order_by("seq")
    return list(rows.values_list("seq", flat=True))


@pytest.fixture
def woken() -> Iterator[list[str]]:
    """Keys of topics that were said to have something new."""
    heard: list[str] = []
    waking.add_waker(heard.extend)
    yield heard
    waking.remove_waker(heard.extend)


@pytest.mark.django_db
@given(transactions=st.lists(st.lists(TOPICS, min_size=1, max_size=5), max_size=8))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_written_together_numbers_have_no_gap(transactions: list[list[str]]) -> None:
    run = next(FRESH)
    written: dict[str, list[int]] = defaultdict(list)

    for topics in transactions:
        happenings = [Happening(f"{run}:{topic}", "post", "x") for topic in topics]
        for happening, position in zip(happenings, actions.append_many(happenings), strict=True):
            written[happening.topic_key].append(position.seq)

    for topic_key, seqs in written.items():
        assert seqs == list(range(1, len(seqs) + 1))
        assert numbers(topic_key) == seqs


@pytest.mark.django_db
def test_each_topic_has_an_epoch_of_its_own() -> None:
    first, second = actions.append("tea", "post", "1"), actions.append("coffee", "post", "1")

    assert first.epoch != second.epoch
    assert actions.append("tea", "post", "2") == Position(first.epoch, 2)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_gap_and_wakes_nobody(woken: list[str]) -> None:
    actions.append("tea", "post", "1")

    with transaction.atomic():
        actions.append("tea", "post", "never")
        transaction.set_rollback(True)

    assert actions.append("tea", "post", "2").seq == 2
    assert woken == ["tea", "tea"]


@pytest.mark.django_db(transaction=True)
def test_readers_are_woken_only_when_the_transaction_has_ended(woken: list[str]) -> None:
    with transaction.atomic():
        actions.append("tea", "post", "1")
        assert woken == []

    assert woken == ["tea"]


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_leave_no_gap_that_a_reader_could_see() -> None:
    writers = [threading.Thread(target=_write, args=(20,)) for _ in range(4)]
    for writer in writers:
        writer.start()

    seen = []
    while any(writer.is_alive() for writer in writers):
        seen.append(numbers("tea"))

    assert numbers("tea") == list(range(1, 81))
    assert all(some == list(range(1, len(some) + 1)) for some in seen)


def _write(times: int) -> None:
    for _ in range(times):
        with transaction.atomic():
            actions.append("tea", "post", "x")
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_writers_to_the_same_topics_do_not_wait_for_each_other_for_ever() -> None:
    orders = [["tea", "coffee"], ["coffee", "tea"]]
    writers = [threading.Thread(target=_write_both, args=(order,)) for order in orders]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)

    assert numbers("tea") == numbers("coffee") == list(range(1, 31))


def _write_both(order: list[str]) -> None:
    for _ in range(15):
        actions.append_many([Happening(topic, "post", "x") for topic in order])
    connection.close()


@pytest.mark.django_db
def test_a_reset_topic_begins_anew_under_another_epoch() -> None:
    before = actions.append("tea", "post", "1")

    actions.reset_topic("tea")

    after = actions.append("tea", "post", "2")
    assert after.seq == 1
    assert after.epoch != before.epoch
    assert numbers("tea") == [1]


@pytest.mark.django_db
def test_old_entries_go_and_the_topic_remembers_how_far() -> None:
    for number in range(3):
        actions.append("tea", "post", str(number))
    StreamEvent.objects.filter(seq__lte=2).update(at=timezone.now() - timedelta(days=40))

    deleted = actions.trim(before=timezone.now() - timedelta(days=30))

    assert deleted == 2
    assert numbers("tea") == [3]
    assert states_of(["tea"])["tea"].trimmed_to == 2
    assert actions.append("tea", "post", "4").seq == 4


@pytest.mark.django_db
def test_a_page_learns_where_its_topics_stand() -> None:
    position = actions.append("tea", "post", "1")
    actions.open_topics(["coffee"])

    assert positions_of(["tea", "coffee", "unknown"]) == {
        "tea": position,
        "coffee": Position(Topic.objects.get(key="coffee").epoch, 0),
    }


@pytest.mark.django_db
def test_entries_are_read_in_order_and_in_pages() -> None:
    for number in range(5):
        actions.append("tea", "post", str(number))

    found = entries_after("tea", 1, until=4, limit=2)

    assert found is not None
    state, entries = found
    assert [entry.ref for entry in entries] == ["1", "2"]
    assert state.last_seq == 5


@given(epoch=st.from_regex(r"[0-9A-Za-z_-]{8,40}", fullmatch=True), seq=st.integers(0, 10**18 - 1))
def test_a_position_is_read_as_it_was_written(epoch: str, seq: int) -> None:
    assert Position.parse(str(Position(epoch, seq))) == Position(epoch, seq)


@given(st.text())
def test_whatever_a_client_sends_as_position_is_understood_or_passed_over(text: str) -> None:
    position = Position.parse(text)

    assert (
        position is None
        or str(position) == text.strip()
        or position.seq == int(text.strip().partition(".")[2])
    )
