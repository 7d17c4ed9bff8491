"""Whether somebody looks at a post before everybody does."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from openrounds.engine.guard import Report, Verdict
from openrounds.engine.text import split_links

CLEAR_REPORT = Report()


class HoldReason(StrEnum):
    """Why a post waits."""

    ROOM_HOLDS_ALL = "room_holds_all"
    FINDING = "finding"  # the guard's verdict: `Report.findings` say which
    NEWCOMER_LINK = "newcomer_link"
    MANY_LINKS = "many_links"
    LINK_ONLY = "link_only"
    REPEATED = "repeated"
    SHOUTING = "shouting"


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What is known about a post when it is sent. Counts are of the policy's repeat window.

    `posts_before`: posts of this author that were published here. `same_text_posts` and
    `same_text_rooms`: how many posts and rooms, this one included, hold a text of this author with
    the same `repeat_key`.
    """

    text: str
    report: Report = CLEAR_REPORT
    posts_before: int = 0
    same_text_posts: int = 1
    same_text_rooms: int = 1
    author_is_staff: bool = False  # hosts and moderators of the room
    room_holds_all: bool = False


@dataclass(frozen=True, slots=True)
class HoldPolicy:
    """What a room holds back. Numbers are ours, to be tuned per community; 0 turns a rule off."""

    newcomer_posts: int = 1  # with fewer published posts than this, a link is looked at first
    max_links: int = 3
    same_text_posts: int = 3
    same_text_rooms: int = 2
    repeat_letters: int = 30  # "Thank you all!" may be said as often as people like
    repeat_window_s: int = 3600
    shouting_letters: int = 40  # shorter shouts are excitement
    shouting_share: float = 0.8
    hold_link_only: bool = True


DEFAULT_HOLD_POLICY = HoldPolicy()


def hold_reasons(
    facts: PostFacts, policy: HoldPolicy = DEFAULT_HOLD_POLICY
) -> tuple[HoldReason, ...]:
    """Every reason to look at a post first; none means it is published at once.

    Staff are held by the guard's verdict only. Whoever may be in a crisis is never held for how
    they write: the signs of spam and of a newcomer do not count then.
    """
    return tuple(_reasons(facts, policy))


def _reasons(facts: PostFacts, policy: HoldPolicy) -> Iterator[HoldReason]:
    if facts.report.verdict is Verdict.HOLD:
        yield HoldReason.FINDING
    if facts.author_is_staff:
        return
    if facts.room_holds_all:
        yield HoldReason.ROOM_HOLDS_ALL
    if not facts.report.help:
        yield from _link_reasons(facts, policy)
        if _is_repeated(facts, policy):
            yield HoldReason.REPEATED
        if _is_shouting(facts.text, policy):
            yield HoldReason.SHOUTING


def _link_reasons(facts: PostFacts, policy: HoldPolicy) -> Iterator[HoldReason]:
    pieces = split_links(facts.text)
    links = sum(1 for piece in pieces if piece.href)
    if not links:
        return
    if facts.posts_before < policy.newcomer_posts:
        yield HoldReason.NEWCOMER_LINK
    if policy.max_links and links > policy.max_links:
        yield HoldReason.MANY_LINKS
    words = any(char.isalnum() for piece in pieces if not piece.href for char in piece.text)
    if policy.hold_link_only and not words:
        yield HoldReason.LINK_ONLY


def _is_repeated(facts: PostFacts, policy: HoldPolicy) -> bool:
    """Said too often, here or elsewhere; a short text counts only when it holds a link."""
    letters = sum(char.isalpha() for char in facts.text)
    has_link = any(piece.href for piece in split_links(facts.text))
    if letters < policy.repeat_letters and not has_link:
        return False
    return 0 < policy.same_text_posts <= facts.same_text_posts or (
        0 < policy.same_text_rooms <= facts.same_text_rooms
    )


def _is_shouting(text: str, policy: HoldPolicy) -> bool:
    """Mostly capitals, in scripts that have them; links do not count."""
    words = "".join(piece.text for piece in split_links(text) if not piece.href)
    cased = [char for char in words if char.isupper() or char.islower()]
    if not policy.shouting_letters or len(cased) < policy.shouting_letters:
        return False
    return sum(char.isupper() for char in cased) >= policy.shouting_share * len(cased)
