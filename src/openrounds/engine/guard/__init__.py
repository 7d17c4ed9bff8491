"""The guard: what a draft gives away, said before it is posted."""

from openrounds.engine.guard.checking import check
from openrounds.engine.guard.policy import DEFAULT_POLICY, Context, Policy, Publicness
from openrounds.engine.guard.report import (
    Finding,
    FindingKind,
    Generalisation,
    HelpCode,
    Report,
    Subject,
    Suggestion,
    Verdict,
)
from openrounds.engine.guard.suggestions import apply_suggestions

__all__ = [
    "DEFAULT_POLICY",
    "Context",
    "Finding",
    "FindingKind",
    "Generalisation",
    "HelpCode",
    "Policy",
    "Publicness",
    "Report",
    "Subject",
    "Suggestion",
    "Verdict",
    "apply_suggestions",
    "check",
]
