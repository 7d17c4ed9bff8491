"""What holds for every draft."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from openrounds.engine.guard import (
    Context,
    Finding,
    FindingKind,
    Generalisation,
    HelpCode,
    Policy,
    Publicness,
    Suggestion,
    apply_suggestions,
    check,
)
from openrounds.engine.text import Span

any_text = st.text(st.characters(exclude_categories=()))
# What surrounds a finding in real posts: pictures, letters with marks, hidden characters.
noise = st.text(
    st.sampled_from(
        "ab \n.,!\U0001f9e1\U0001f469\u200d\u2695e\u0301\u0915\u094d\u202e\u200b\u05d0\u4e2d"
    )
)
LEAKS = (
    ("jane.doe@example.org", FindingKind.EMAIL),
    ("+44 7700 900123", FindingKind.PHONE),
    ("linkedin.com/in/jane-doe", FindingKind.PROFILE_LINK),
    ("943 476 5919", FindingKind.NHS_NUMBER),
    ("GB29 NWBK 6016 1331 9268 19", FindingKind.IBAN),
    ("4111 1111 1111 1111", FindingKind.PAYMENT_CARD),
)
SPEECH = (
    *(leak for leak, _ in LEAKS),
    "DOB 14/03/1962",
    "born on 3 May 2019",
    "I want to die",
    "my",
)
drafts = st.lists(st.one_of(noise, st.sampled_from(SPEECH)), max_size=8).map(" ".join)
contexts = st.builds(
    Context,
    publicness=st.sampled_from(Publicness),
    language=st.sampled_from(["en", "es", "", "xx"]),
    country=st.sampled_from(["", "GB", "US", "ES", "IN", "zz", "nonsense"]),
    today=st.sampled_from([None, date(2026, 3, 2), date.min, date.max]),
)


@given(st.one_of(any_text, drafts), contexts)
def test_a_check_never_raises_and_says_the_same_twice(draft: str, context: Context) -> None:
    assert check(draft, context) == check(draft, context)


@given(st.one_of(any_text, drafts), contexts)
def test_findings_lie_in_the_draft_in_order_and_apart(draft: str, context: Context) -> None:
    ends = 0
    for finding in check(draft, context).findings:
        assert ends <= finding.span.start < finding.span.end <= len(draft)
        assert finding.suggestion
        assert finding.suggestion.span.start <= finding.span.start
        assert finding.suggestion.span.end == finding.span.end
        ends = finding.span.end


@given(noise, st.sampled_from(LEAKS), noise)
def test_a_place_counts_code_points_of_the_draft_as_typed(
    before: str, leak: tuple[str, FindingKind], after: str
) -> None:
    words, kind = leak
    draft = f"{before} {words} \n{after}"

    (finding,) = check(draft).findings

    assert (finding.kind, finding.span) == (
        kind,
        Span(len(before) + 1, len(before) + 1 + len(words)),
    )


@given(drafts, contexts)
def test_taking_every_suggestion_leaves_the_other_words_as_they_were(
    draft: str, context: Context
) -> None:
    findings = check(draft, context).findings
    marked = [
        replace(finding, suggestion=replace(finding.suggestion, replacement="\0"))
        for finding in findings
        if finding.suggestion
    ]

    parts = apply_suggestions(draft, marked).split("\0")

    cuts = [
        0,
        *(at for f in findings if f.suggestion for at in (f.suggestion.span.start, f.span.end)),
        len(draft),
    ]
    assert parts == [draft[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]


@given(drafts, contexts)
def test_after_every_suggestion_is_taken_there_is_nothing_left_to_find(
    draft: str, context: Context
) -> None:
    gentler = apply_suggestions(draft, check(draft, context).findings)

    assert check(gentler, context).findings == ()


@given(drafts)
def test_a_crisis_beside_it_changes_no_verdict(draft: str) -> None:
    crisis = check(f"{draft}.\nI want to kill myself tonight.\n")

    assert HelpCode.SUICIDE in crisis.help
    assert crisis.verdict is check(f"{draft}.\nI want to sleep well tonight.\n").verdict


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_suggestion_without_words_of_its_own_waits_for_them(before: str, after: str) -> None:
    span = Span(len(before), len(before) + 4)
    finding = Finding(
        FindingKind.BIRTH_DATE,
        span,
        0.9,
        suggestion=Suggestion(Generalisation.YEAR_ONLY, span, None),
    )
    draft = f"{before}1962{after}"

    assert apply_suggestions(draft, [finding]) == draft
    assert (
        apply_suggestions(draft, [finding], {Generalisation.YEAR_ONLY: "long ago"})
        == f"{before}long ago{after}"
    )


@given(drafts)
def test_a_policy_that_looks_for_nothing_finds_nothing(draft: str) -> None:
    assert check(draft, policy=Policy(kinds=frozenset())).findings == ()


@given(drafts)
def test_a_wider_room_never_shows_less(draft: str) -> None:
    shown = [
        set(check(draft, Context(publicness=level)).findings)
        for level in (Publicness.INVITED, Publicness.MEMBERS, Publicness.OPEN_INDEXED)
    ]

    assert shown[0] <= shown[1] <= shown[2]
