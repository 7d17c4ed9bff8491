"""What a detector hands on: a stretch of the folded draft that may give something away."""

from dataclasses import dataclass

from openrounds.engine.guard.report import FindingKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """Code points `start` to `end` of the folded draft, before overlaps are settled.

    Where candidates overlap, the greater `sureness` wins, then the longer, then the earlier one.
    `kept` is what a gentler wording may keep of it (the year of a date); `lead` how many code
    points before it the gentler wording replaces as well.
    """

    kind: FindingKind
    start: int
    end: int
    weight: float
    sureness: float = 0.5
    kept: str = ""
    lead: int = 0
