"""How urgent a case is. Ours: a person in danger first, then private details, then the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from openrounds.engine.triage import HoldReason
from openrounds.moderation.models import ReportReason


@dataclass(frozen=True, slots=True)
class SeverityPolicy:
    """Severity 0 to 100 of each reason; a case has that of its gravest, plus `per_report`."""

    of_hold: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType(
            {
                HoldReason.FINDING.value: 60,
                HoldReason.NEWCOMER_LINK.value: 20,
                HoldReason.ROOM_HOLDS_ALL.value: 10,
            }
        )
    )
    of_report: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType(
            {
                ReportReason.WORRIED.value: 90,
                ReportReason.PRIVATE.value: 70,
                ReportReason.UNKIND.value: 60,
                ReportReason.ADVICE.value: 60,
                ReportReason.UNTRUE.value: 40,
                ReportReason.SPAM.value: 30,
            }
        )
    )
    other: int = 25
    per_report: int = 3


POLICY = SeverityPolicy()


def severity_of_hold(reasons: Sequence[str], policy: SeverityPolicy = POLICY) -> int:
    """How urgent a held post is."""
    return max((policy.of_hold.get(reason, policy.other) for reason in reasons), default=0)


def severity_of_report(reasons: Sequence[str], policy: SeverityPolicy = POLICY) -> int:
    """How urgent a reported post is: its gravest reason, and a little more for each report."""
    gravest = max((policy.of_report.get(reason, policy.other) for reason in reasons), default=0)
    return min(100, gravest + policy.per_report * (len(reasons) - 1))
