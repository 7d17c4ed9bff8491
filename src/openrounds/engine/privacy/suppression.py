"""Counts that may be published: none so small that it points at somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """One breakdown as it may be published; `None` stands for a count that is kept back."""

    cells: tuple[int | None, ...]
    total: int | None


def suppress_counts(
    *breakdowns: Sequence[int], fewest: int = FEWEST_SHOWN
) -> tuple[ShownCounts, ...]:
    """Keeps back counts under `fewest`, and others so that no total gives them away.

    All breakdowns given together are of one and the same total (posts by question, posts by
    minute). Zero is shown: it is about nobody. What is kept back always leaves each hidden count
    any value from 1 to `fewest` for somebody who subtracts what is shown from the total. Where
    that cannot be had, every count that is not zero and every total is kept back. The partner of a
    lone hidden count is the next one in order, not the smallest: a choice by size would itself
    tell the size. Publish no cross table of two breakdowns beside them.
    """
    shown = tuple(_suppressed(cells, fewest) for cells in breakdowns)
    if all(each.total is not None for each in shown):
        return shown
    return tuple(_all_hidden(cells) for cells in breakdowns)


def _suppressed(cells: Sequence[int], fewest: int) -> ShownCounts:
    total = sum(cells)
    hidden = {place for place, count in enumerate(cells) if 0 < count < fewest}
    for place in _partners(cells, hidden):
        if not _is_exposed(cells, hidden, fewest):
            break
        hidden.add(place)
    if _is_exposed(cells, hidden, fewest):
        return _all_hidden(cells)
    return ShownCounts(
        tuple(None if place in hidden else count for place, count in enumerate(cells)), total
    )


def _partners(cells: Sequence[int], hidden: set[int]) -> list[int]:
    """The other counts that are not zero, in order from the first hidden one on, round the end."""
    first = min(hidden, default=0)
    order = [*range(first, len(cells)), *range(first)]
    return [place for place in order if cells[place] and place not in hidden]


def _is_exposed(cells: Sequence[int], hidden: set[int], fewest: int) -> bool:
    """Whether the hidden sum leaves a hidden count fewer than the values 1 to `fewest`."""
    slack = sum(cells[place] for place in hidden) - len(hidden)
    return bool(hidden) and (len(hidden) == 1 or slack < fewest - 1)


def _all_hidden(cells: Sequence[int]) -> ShownCounts:
    return ShownCounts(tuple(0 if count == 0 else None for count in cells), None)
