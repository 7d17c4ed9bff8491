"""What the guard is told: where a draft would appear, and what this community cares about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from openrounds.engine.guard.report import FindingKind


class Publicness(StrEnum):
    """Who can read a post, narrow to wide."""

    INVITED = "invited"
    PROFESSIONALS = "professionals"
    MEMBERS = "members"
    OPEN_UNLISTED = "open_unlisted"
    OPEN_INDEXED = "open_indexed"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the author has let be known before: an attribute and its value."""

    kind: FindingKind
    value: str


@dataclass(frozen=True, slots=True)
class Context:
    """Where and when a draft would appear. What is not known is left at its default."""

    publicness: Publicness = Publicness.OPEN_INDEXED
    language: str = "en"  # ISO 639-1, of the draft as far as known
    country: str = ""  # ISO 3166-1 alpha-2, of the author or the room: reads local phone numbers
    today: date | None = None  # tells a date of birth from a date to come
    earlier: tuple[Fact, ...] = ()  # not used yet: identifiability adds up over posts


NUMBERS_THAT_HOLD = frozenset(
    {
        FindingKind.NHS_NUMBER,
        FindingKind.CHI_NUMBER,
        FindingKind.NINO,
        FindingKind.SSN,
        FindingKind.MBI,
        FindingKind.DNI,
        FindingKind.IBAN,
        FindingKind.PAYMENT_CARD,
        FindingKind.RECORD_NUMBER,
    }
)


def _show_from() -> Mapping[Publicness, float]:
    narrow = dict.fromkeys((Publicness.INVITED, Publicness.PROFESSIONALS), 0.7)
    return MappingProxyType(dict.fromkeys(Publicness, 0.5) | narrow)


@dataclass(frozen=True, slots=True)
class Policy:
    """What is looked for, from which weight it is shown, and what somebody should look at first.

    `show_from` is the least weight shown at each level of publicness. A finding of a kind in
    `holds` makes the verdict "hold" from the weight `hold_from` on. Help in a crisis is not part
    of the policy: it is always on.
    """

    kinds: frozenset[FindingKind] = frozenset(FindingKind)
    show_from: Mapping[Publicness, float] = field(default_factory=_show_from)
    holds: frozenset[FindingKind] = NUMBERS_THAT_HOLD
    hold_from: float = 0.8


DEFAULT_POLICY = Policy()
DEFAULT_CONTEXT = Context()
