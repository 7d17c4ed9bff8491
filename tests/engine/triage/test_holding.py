"""What somebody looks at before everybody does."""

import pytest

from openrounds.engine.guard import HelpCode, Report, check
from openrounds.engine.triage import HoldPolicy, HoldReason, PostFacts, hold_reasons, repeat_key

REGULAR = 20  # posts before, as of somebody who has been here for a while
LINK = "https://www.example.org/leaflet"
OFFER = "This cured my cousin of everything, ask me how to buy it"
SHOUT = "PLEASE ALL OF YOU READ THIS NOW BEFORE IT IS TOO LATE"
CRISIS = Report(help=(HelpCode.SUICIDE,))


@pytest.mark.parametrize(
    "text",
    [
        "Thank you all.",
        "I AM SO HAPPY!!!",  # short shouts are excitement
        f"The leaflet: {LINK}",
        "CT, MRI, PET, FBC, U&E, LFT, CRP, ESR, TSH, INR and HbA1c were all normal, thank goodness",
        "\u6211\u4eca\u5929\u5f88\u9ad8\u8208" * 10,  # a script without capitals
    ],
)
def test_an_ordinary_post_is_published_at_once(text: str) -> None:
    assert hold_reasons(PostFacts(text, posts_before=REGULAR)) == ()


def test_a_room_may_look_at_everything_first() -> None:
    facts = PostFacts("Hello", posts_before=REGULAR, room_holds_all=True)

    assert hold_reasons(facts) == (HoldReason.ROOM_HOLDS_ALL,)


def test_what_the_guard_would_hold_is_held() -> None:
    text = "My SSN is 123-45-6789"

    reasons = hold_reasons(PostFacts(text, report=check(text), posts_before=REGULAR))

    assert reasons == (HoldReason.FINDING,)


@pytest.mark.parametrize(
    ("text", "posts_before", "expected"),
    [
        (f"The leaflet: {LINK}", 0, (HoldReason.NEWCOMER_LINK,)),
        (f"The leaflet: {LINK}", 1, ()),
        ("Hello from a newcomer", 0, ()),
        (f"{LINK} {LINK} {LINK} here", REGULAR, ()),
        (f"{LINK} {LINK} {LINK} {LINK} here", REGULAR, (HoldReason.MANY_LINKS,)),
        (LINK, REGULAR, (HoldReason.LINK_ONLY,)),
        (f" {LINK} ... {LINK} !", REGULAR, (HoldReason.LINK_ONLY,)),
        (SHOUT, REGULAR, (HoldReason.SHOUTING,)),
        (f"please read https://a.org/{SHOUT.replace(' ', '')}", REGULAR, ()),
    ],
)
def test_the_signs_of_spam_are_looked_at_without_any_puzzle(
    text: str, posts_before: int, expected: tuple[HoldReason, ...]
) -> None:
    assert hold_reasons(PostFacts(text, posts_before=posts_before)) == expected


@pytest.mark.parametrize(
    ("posts", "rooms", "expected"),
    [(2, 1, ()), (3, 1, (HoldReason.REPEATED,)), (2, 2, (HoldReason.REPEATED,))],
)
def test_the_same_text_again_or_elsewhere_is_looked_at(
    posts: int, rooms: int, expected: tuple[HoldReason, ...]
) -> None:
    facts = PostFacts(OFFER, posts_before=REGULAR, same_text_posts=posts, same_text_rooms=rooms)

    assert hold_reasons(facts) == expected


def test_thanks_may_be_said_as_often_as_people_like() -> None:
    facts = PostFacts("Thank you all!", posts_before=REGULAR, same_text_posts=9, same_text_rooms=9)

    assert hold_reasons(facts) == ()


def test_a_short_text_with_a_link_counts_as_a_repeat() -> None:
    facts = PostFacts(f"Buy {LINK}", posts_before=REGULAR, same_text_posts=3)

    assert hold_reasons(facts) == (HoldReason.REPEATED,)


def test_staff_are_held_for_a_finding_only() -> None:
    text = f"{LINK} {LINK} {LINK} {LINK}"

    assert hold_reasons(PostFacts(text, author_is_staff=True, room_holds_all=True)) == ()
    assert hold_reasons(PostFacts(text, report=check("SSN 123-45-6789"), author_is_staff=True)) == (
        HoldReason.FINDING,
    )


def test_whoever_may_be_in_a_crisis_is_never_held_for_how_they_write() -> None:
    facts = PostFacts(f"{SHOUT} {LINK}", report=CRISIS, same_text_posts=9, same_text_rooms=9)

    assert hold_reasons(facts) == ()


def test_a_crisis_opens_no_door_that_the_room_keeps_closed() -> None:
    facts = PostFacts("Help me", report=CRISIS, room_holds_all=True)

    assert hold_reasons(facts) == (HoldReason.ROOM_HOLDS_ALL,)


def test_each_rule_can_be_turned_off() -> None:
    policy = HoldPolicy(
        newcomer_posts=0,
        max_links=0,
        same_text_posts=0,
        same_text_rooms=0,
        shouting_letters=0,
        hold_link_only=False,
    )
    links = PostFacts(f"{LINK} {LINK} {LINK} {LINK}", same_text_posts=9, same_text_rooms=9)

    assert hold_reasons(links, policy) == ()
    assert hold_reasons(PostFacts(SHOUT), policy) == ()


def test_all_reasons_are_given_not_only_the_first() -> None:
    facts = PostFacts(LINK, same_text_rooms=4, room_holds_all=True)

    assert hold_reasons(facts) == (
        HoldReason.ROOM_HOLDS_ALL,
        HoldReason.NEWCOMER_LINK,
        HoldReason.LINK_ONLY,
        HoldReason.REPEATED,
    )


def test_dressing_a_text_up_does_not_make_it_another() -> None:
    assert repeat_key("Buy it now! No. 17") == repeat_key("  BUY\nIT NOW... no 18 ")
    assert repeat_key("\uff22uy it") == repeat_key("buy it")
    assert repeat_key("Buy it") != repeat_key("Bye, it")
    assert repeat_key("42") != repeat_key("43")
