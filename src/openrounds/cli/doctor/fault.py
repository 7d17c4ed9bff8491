"""What the doctor says."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Weight(IntEnum):
    """A hint is for later, a risk for soon; with a fault the site does not do its work."""

    HINT = 1
    RISK = 2
    FAULT = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about this place, and what to do about it."""

    weight: Weight
    what: str
    remedy: str


Findings = Iterator[Finding]


def fault(what: str, remedy: str) -> Finding:
    return Finding(Weight.FAULT, what, remedy)


def risk(what: str, remedy: str) -> Finding:
    return Finding(Weight.RISK, what, remedy)


def hint(what: str, remedy: str) -> Finding:
    return Finding(Weight.HINT, what, remedy)
