"""The shapes of what rooms answer, and how they are filled from rows. Public ids alone leave."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from openrounds.engine import guard
from openrounds.rooms.access import Viewer
from openrounds.rooms.models import Membership, Post, PostState
from openrounds.rooms.queries.stream import author_value, post_value
from openrounds.web.api.shapes import AnswerBody

LevelCode = Literal["invited", "professionals", "members", "open_unlisted", "open_indexed"]
RoleCode = Literal["member", "clinician_claimed", "host", "moderator"]


def _sensible(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2200:
        raise ValueError("a year between 2000 and 2200 is wanted")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_sensible)]
UNPUBLISHED = (PostState.HELD, PostState.DECLINED)


class Author(AnswerBody):
    """Who wrote, as this room knows them. The id means nothing in any other room."""

    id: str
    name: str
    role: RoleCode
    role_words: str
    line: str


class PostValue(AnswerBody):
    """A post as everybody sees it who may read it; `gone` says why there is no text any more."""

    id: str
    position: int | None
    author: Author | None
    at: str = Field(description="UTC, cut to the minute.")
    text: str
    question: str | None
    reply_to: str | None
    edited: bool
    pinned: bool
    reactions: dict[str, int]
    gone: Literal["withdrawn", "removed", "expired"] | None


class OnePost(PostValue):
    """A post by itself. Its author also sees it while it is `held`, or when it was `declined`."""

    state: Literal["held", "declined", "published", "withdrawn", "removed", "expired"]
    mine: bool


class SuggestionValue(AnswerBody):
    """A gentler wording for the code points `start` to `end` of the text."""

    code: str
    start: int
    end: int
    replacement: str | None


class FindingValue(AnswerBody):
    """Something the text gives away, in the code points `start` to `end` of it as sent."""

    kind: str
    start: int
    end: int
    weight: float
    subject: str
    suggestion: SuggestionValue | None


class ReportValue(AnswerBody):
    """What the guard says about a text. `help` never blocks, holds or delays a post."""

    verdict: Literal["clear", "suggest", "hold"]
    findings: list[FindingValue]
    help: list[str]


class MemberValue(Author):
    """Somebody in the room."""

    state: Literal["active", "left", "removed"]


def one_post(viewer: Viewer, post: Post) -> dict[str, Any]:
    """A post by itself, as this viewer may see it."""
    is_mine = viewer.membership is not None and post.author_id == viewer.membership.pk
    value = post_value(post) | {"state": post.state, "mine": is_mine}
    if post.state in UNPUBLISHED:
        value |= {"author": author_value(post.author), "text": post.text, "gone": None}
    return value


def report_value(report: guard.Report) -> dict[str, Any]:
    """The guard's report for a program: codes, places and numbers."""
    return {
        "verdict": str(report.verdict),
        "findings": [_finding(finding) for finding in report.findings],
        "help": [str(code) for code in report.help],
    }


def _finding(finding: guard.Finding) -> dict[str, Any]:
    suggestion = finding.suggestion
    return {
        "kind": str(finding.kind),
        "start": finding.span.start,
        "end": finding.span.end,
        "weight": finding.weight,
        "subject": str(finding.subject),
        "suggestion": suggestion
        and {
            "code": str(suggestion.code),
            "start": suggestion.span.start,
            "end": suggestion.span.end,
            "replacement": suggestion.replacement,
        },
    }


def member_value(member: Membership) -> dict[str, Any]:
    """Somebody in the room, as others there see them."""
    return author_value(member) | {"state": member.state}
