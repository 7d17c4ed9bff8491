"""One look at a draft: find, settle overlaps, weigh, judge."""

from collections.abc import Iterable, Iterator
from itertools import chain

from openrounds.engine.guard.birth_dates import find_birth_dates
from openrounds.engine.guard.candidates import Candidate
from openrounds.engine.guard.crisis import help_for
from openrounds.engine.guard.cues import subject_before
from openrounds.engine.guard.emails import find_emails
from openrounds.engine.guard.folding import Folded, folded
from openrounds.engine.guard.identifiers import find_identifiers
from openrounds.engine.guard.links import find_links
from openrounds.engine.guard.phones import find_phones
from openrounds.engine.guard.policy import DEFAULT_CONTEXT, DEFAULT_POLICY, Context, Policy
from openrounds.engine.guard.report import Finding, Generalisation, Report, Suggestion, Verdict
from openrounds.engine.text import Span

LEFT_OUT = "[…]"


def check(
    draft: str, context: Context = DEFAULT_CONTEXT, policy: Policy = DEFAULT_POLICY
) -> Report:
    """What a draft gives away, which help its author might need, and what should happen to it.

    Takes any string as typed and never raises. What it finds and what it does not is listed in
    docs/reference/guard-first-set.md.
    """
    plain = folded(draft)
    wanted = (each for each in _candidates(plain.text, context) if each.kind in policy.kinds)
    show_from = policy.show_from[context.publicness]
    findings = tuple(
        _finding(candidate, plain)
        for candidate in _without_overlaps(wanted, len(plain.text))
        if candidate.weight >= show_from
    )
    return Report(findings, help_for(plain.text), _verdict(findings, policy))


def _candidates(text: str, context: Context) -> Iterator[Candidate]:
    births = list(find_birth_dates(text, context.today))
    return chain(
        births,
        find_emails(text),
        find_links(text),
        # The year of a date is no area code of the number behind it.
        find_phones(_blanked(text, births), context.country, context.language),
        find_identifiers(text, context.country.upper()),
    )


def _blanked(text: str, candidates: Iterable[Candidate]) -> str:
    """The text, equally long, with letters in place of the candidates."""
    for each in candidates:
        text = text[: each.start] + "x" * (each.end - each.start) + text[each.end :]
    return text


def _without_overlaps(candidates: Iterable[Candidate], length: int) -> list[Candidate]:
    """The surest of those that overlap, in the order of the text."""
    taken = bytearray(length)
    chosen = []
    for each in sorted(candidates, key=lambda each: (-each.sureness, each.start - each.end)):
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            chosen.append(each)
    return sorted(chosen, key=lambda each: each.start)


def _finding(candidate: Candidate, plain: Folded) -> Finding:
    return Finding(
        kind=candidate.kind,
        span=plain.span(candidate.start, candidate.end),
        weight=candidate.weight,
        subject=subject_before(plain.text, candidate.start),
        suggestion=_suggestion(
            candidate, plain.span(candidate.start - candidate.lead, candidate.end)
        ),
    )


def _suggestion(candidate: Candidate, span: Span) -> Suggestion:
    if candidate.kept:
        return Suggestion(Generalisation.YEAR_ONLY, span, candidate.kept)
    return Suggestion(Generalisation.LEAVE_OUT, span, LEFT_OUT)


def _verdict(findings: Iterable[Finding], policy: Policy) -> Verdict:
    verdict = Verdict.CLEAR
    for finding in findings:
        if finding.kind in policy.holds and finding.weight >= policy.hold_from:
            return Verdict.HOLD
        verdict = Verdict.SUGGEST
    return verdict
