"""Small counts stay hidden, also from somebody who can subtract and has read our source."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrounds.engine.privacy import ShownCounts, about, suppress_counts

breakdown = st.lists(st.integers(0, 60), max_size=12)


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([34, 41, 28], (34, 41, 28), 103),
        ([34, 0, 5], (34, 0, 5), 39),
        ([], (), 0),
        ([0, 0], (0, 0), 0),
        ([34, 41, 3, 28, 22], (34, 41, None, None, 22), 128),  # the next one keeps it company
        ([34, 41, 28, 3], (None, 41, 28, None), 106),  # round the end
        ([34, 3, 0, 9], (34, None, 0, None), 46),
        ([34, 4, 4], (34, None, None), 42),  # either may be 1 to 7
        ([34, 1, 1, 9], (34, None, None, None), 45),  # 1 + 1 alone would be no secret
        ([3, 0], (None, 0), None),
        ([1, 1, 1], (None, None, None), None),
    ],
)
def test_a_small_count_is_kept_back_with_whatever_would_betray_it(
    counts: Sequence[int], shown: tuple[int | None, ...], total: int | None
) -> None:
    assert suppress_counts(counts) == (ShownCounts(shown, total),)


def test_two_breakdowns_of_one_total_keep_each_others_secrets() -> None:
    by_question, by_minute = suppress_counts([4, 2], [6, 0, 0])

    # The minutes alone would be fine, and tell that the questions add up to 6.
    assert by_question == ShownCounts((None, None), 6)
    assert by_minute == ShownCounts((6, 0, 0), 6)

    by_question, by_minute = suppress_counts([2, 1], [3])

    assert by_question == ShownCounts((None, None), None)
    assert by_minute == ShownCounts((None,), None)


@given(breakdown)
def test_no_count_under_five_is_shown_and_every_shown_count_is_true(counts: list[int]) -> None:
    (shown,) = suppress_counts(counts)

    for count, cell in zip(counts, shown.cells, strict=True):
        assert cell == count if cell is not None else count > 0
        assert cell is None or cell == 0 or cell >= 5
    assert shown.total in (None, sum(counts))


@given(breakdown)
def test_subtracting_what_is_shown_leaves_each_hidden_count_any_value_from_one_to_five(
    counts: list[int],
) -> None:
    (shown,) = suppress_counts(counts)
    hidden = shown.cells.count(None)

    if hidden and shown.total is not None:
        rest = shown.total - sum(cell for cell in shown.cells if cell is not None)
        assert hidden >= 2
        assert rest - (hidden - 1) >= 5


@pytest.mark.parametrize(("cells", "largest"), [(1, 30), (2, 24), (3, 14), (4, 8)])
def test_an_attacker_who_knows_the_rule_cannot_work_a_hidden_count_out(
    cells: int, largest: int
) -> None:
    could_be: dict[ShownCounts, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(largest + 1), repeat=cells):
        could_be[suppress_counts(counts)[0]].append(counts)

    for shown, tables in could_be.items():
        if shown.total is None or shown.total <= largest:  # else we have not tried all tables
            for place, cell in enumerate(shown.cells):
                assert cell is not None or len({table[place] for table in tables}) >= 4


def test_an_attacker_with_two_breakdowns_does_no_better() -> None:
    could_be: dict[tuple[ShownCounts, ...], list[tuple[int, ...]]] = defaultdict(list)
    for first in product(range(13), repeat=2):
        for second in product(range(13), repeat=2):
            if sum(first) == sum(second) <= 12:
                could_be[suppress_counts(first, second)].append(first)

    for (shown, _), tables in could_be.items():
        for place, cell in enumerate(shown.cells):
            assert cell is not None or len({table[place] for table in tables}) >= 4


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, None),
        (9, None),
        (10, 10),
        (14, 10),
        (15, 20),
        (212, 200),
        (949, 900),
        (950, 1000),
        (1340, 1000),
        (25_000, 30_000),
    ],
)
def test_a_moving_count_is_said_roughly(count: int, said: int | None) -> None:
    assert about(count) == said
