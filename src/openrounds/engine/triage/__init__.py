"""Triage: what is looked at before it is published, and when somebody may write."""

from openrounds.engine.triage.holding import HoldPolicy, HoldReason, PostFacts, hold_reasons
from openrounds.engine.triage.repeats import repeat_key
from openrounds.engine.triage.timing import edit_seconds_left, seconds_until_allowed

__all__ = [
    "HoldPolicy",
    "HoldReason",
    "PostFacts",
    "edit_seconds_left",
    "hold_reasons",
    "repeat_key",
    "seconds_until_allowed",
]
