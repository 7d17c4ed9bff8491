"""One look at a draft: find, settle overlaps, weigh, judge."""

from collections.abc import Iterable

from openrounds.engine.guard.candidates import Candidate
from openrounds.engine.guard.emails import find_emails
from openrounds.engine.guard.folding import Folded, folded
from openrounds.engine.guard.policy import DEFAULT_CONTEXT, DEFAULT_POLICY, Context, Policy
from openrounds.engine.guard.report import Finding, Generalisation, Report, Suggestion, Verdict


def check(
    draft: str, context: Context = DEFAULT_CONTEXT, policy: Policy = DEFAULT_POLICY
) -> Report:
    """What a draft gives away, which help its author might need, and what should happen to it.

    Takes any string as typed and never raises. What it finds and what it does not is listed in
    docs/reference/guard-first-set.md.
    """
    plain = folded(draft)
    show_from = policy.show_from[context.publicness]
    candidates = (
        candidate
        for candidate in find_emails(plain.text)
        if candidate.kind in policy.kinds and candidate.weight >= show_from
    )
    findings = tuple(_finding(candidate, plain) for candidate in candidates)
    return Report(findings=findings, verdict=_verdict(findings, policy))


def _finding(candidate: Candidate, plain: Folded) -> Finding:
    span = plain.span(candidate.start, candidate.end)
    return Finding(
        kind=candidate.kind,
        span=span,
        weight=candidate.weight,
        suggestion=Suggestion(Generalisation.LEAVE_OUT, span, "[…]"),
    )


def _verdict(findings: Iterable[Finding], policy: Policy) -> Verdict:
    verdict = Verdict.CLEAR
    for finding in findings:
        if finding.kind in policy.holds and finding.weight >= policy.hold_from:
            return Verdict.HOLD
        verdict = Verdict.SUGGEST
    return verdict
