"""Places on our pages that apps above us fill; `project` says with what.

A filling takes the request and gives safe HTML, or nothing. We know the place, never who fills it.
"""

from collections.abc import Callable
from enum import StrEnum

from django.http import HttpRequest

Filling = Callable[[HttpRequest], str]


class Slot(StrEnum):
    """MAIL: which mail somebody wants. GOES, STAYS: list items, said before an account goes."""

    MAIL = "mail"
    GOES = "goes"
    STAYS = "stays"


_fillings: dict[Slot, list[Filling]] = {}


def fill(slot: Slot, filling: Filling) -> None:
    """Add something to a place. The same filling twice counts once."""
    known = _fillings.setdefault(slot, [])
    if filling not in known:
        known.append(filling)


def contents(slot: Slot, request: HttpRequest) -> list[str]:
    """What stands in a place on this page."""
    return [html for filling in _fillings.get(slot, ()) if (html := filling(request))]


def is_filled(slot: Slot) -> bool:
    """Whether anything may stand there."""
    return bool(_fillings.get(slot))
