"""What a community may set, and what it may not."""

from openrounds.engine.guard import (
    Context,
    Finding,
    FindingKind,
    Generalisation,
    HelpCode,
    Policy,
    Publicness,
    Report,
    Suggestion,
    Verdict,
    apply_suggestions,
    check,
)
from openrounds.engine.text import Span


def test_an_ordinary_post_has_an_empty_report() -> None:
    assert check("Thank you all, this hour helps me more than I can say.") == Report()


def test_contacts_are_for_the_author_to_decide() -> None:
    assert check("jane.doe@example.org").verdict is Verdict.SUGGEST


def test_a_room_may_hold_posts_with_contacts() -> None:
    policy = Policy(holds=frozenset({FindingKind.EMAIL}))

    assert check("jane.doe@example.org", policy=policy).verdict is Verdict.HOLD
    assert check("SSN 123-45-6789", policy=policy).verdict is Verdict.SUGGEST


def test_what_is_held_may_need_a_weight_first() -> None:
    policy = Policy(hold_from=1.0)

    assert check("MRN 00123456", policy=policy).verdict is Verdict.SUGGEST
    assert check("SSN 123-45-6789", policy=policy).verdict is Verdict.HOLD


def test_a_kind_may_be_switched_off_and_what_it_hid_comes_out() -> None:
    draft = "my page https://facebook.com/jane.doe"
    policy = Policy(
        kinds=frozenset(FindingKind) - {FindingKind.PROFILE_LINK},
        show_from=dict.fromkeys(Publicness, 0.0),
    )

    assert [finding.kind for finding in check(draft).findings] == [FindingKind.PROFILE_LINK]
    assert [finding.kind for finding in check(draft, policy=policy).findings] == [FindingKind.LINK]


def test_among_invited_people_a_personal_page_is_no_news() -> None:
    draft = "my page is facebook.com/jane.doe.5"

    assert check(draft).findings
    assert check(draft, Context(publicness=Publicness.INVITED)).findings == ()


def test_help_cannot_be_switched_off() -> None:
    policy = Policy(kinds=frozenset(), holds=frozenset())

    assert check("I want to kill myself", policy=policy).help == (HelpCode.SUICIDE,)


def test_several_kinds_of_help_come_with_the_most_urgent_first() -> None:
    draft = "I keep cutting myself. I've taken an overdose."

    assert check(draft).help == (HelpCode.EMERGENCY, HelpCode.SUICIDE, HelpCode.SELF_HARM)


def test_suggestions_that_meet_are_taken_one_after_the_other() -> None:
    def finding(start: int, end: int, lead: int, words: str) -> Finding:
        suggestion = Suggestion(Generalisation.LEAVE_OUT, Span(start - lead, end), words)
        return Finding(FindingKind.PHONE, Span(start, end), 1.0, suggestion=suggestion)

    findings = [
        finding(4, 8, 2, "B"),
        finding(0, 4, 0, "A"),
        Finding(FindingKind.LINK, Span(9, 10), 1),
    ]

    assert apply_suggestions("0123456789", findings) == "AB89"
