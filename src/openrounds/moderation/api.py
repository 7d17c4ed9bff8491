"""The programming interface to moderation: reporting, the desk, and reading why.

Looking behind a pseudonym is not here: it is done by a person, on a page, with a reason.
"""

from datetime import timedelta
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field, StringConstraints

from openrounds.accounts.api.identity import SIGNED_IN, MemberRequest
from openrounds.moderation import actions, queries, wording
from openrounds.moderation.access import (
    access_case,
    access_decision,
    access_desk,
    access_own_decision,
)
from openrounds.moderation.models import Case, Decision, Ground, Outcome, ReportReason
from openrounds.rooms.access import Viewer, access_as_moderator, access_member, access_room
from openrounds.rooms.actions.door import ask_for_pause, let_back, show_out
from openrounds.rooms.api.values import OnePost, PostValue, one_post
from openrounds.rooms.models import Membership
from openrounds.rooms.queries.stream import minute, post_value
from openrounds.web.api.shapes import AnswerBody, PlainText, RequestBody, answers, done, ready

in_rooms = Router(tags=["Moderation"])
desk = Router(tags=["Moderation"])
mine = Router(tags=["Moderation"])

OutcomeCode = Literal["publish", "return", "keep", "remove"]
GroundCode = Literal["fine", "private", "advice", "unkind", "untrue", "spam", "place", "other"]
Remark = Annotated[PlainText, StringConstraints(max_length=500)]


class NewReport(RequestBody):
    """What is wrong with a post, as the reporter sees it."""

    reason: Literal["private", "worried", "advice", "untrue", "unkind", "spam", "other"]
    words: Remark = ""


class Pause(RequestBody):
    hours: Annotated[int, Field(ge=1, le=168)] = 1


class CaseSummary(AnswerBody):
    """A post that somebody has to look at."""

    id: str
    room: str
    kind: Literal["held", "reported"]
    severity: int
    reasons: list[str]
    opened_at: str
    author: str = Field(description="The author's name in that room.")


class ReportValue(AnswerBody):
    """What somebody reported, under the name they have in the room."""

    reporter: str
    reason: str
    words: str


class CaseValue(CaseSummary):
    """A case with the post as it was when it was reported, and what stood before it."""

    state: Literal["open", "decided", "moot"]
    text: str
    post: OnePost
    before: list[PostValue]
    reports: list[ReportValue]


class CaseList(AnswerBody):
    items: list[CaseSummary]


class RulingWish(RequestBody):
    """A decision. What takes something from the author needs a ground; the author reads it."""

    outcome: OutcomeCode
    ground: GroundCode = "fine"
    words: Remark = ""


class DecisionValue(AnswerBody):
    """What was decided about a post, and the reasons its author reads."""

    id: str
    room: str
    post: str
    outcome: OutcomeCode
    ground: GroundCode
    what: str
    how: str
    why: str
    words: str
    at: str
    undone: bool


class DecisionList(AnswerBody):
    items: list[DecisionValue]


@in_rooms.post(
    "/{slug:slug}/posts/{slug:post}/report", auth=SIGNED_IN, response=answers(None, status=204)
)
def report(request: MemberRequest, slug: str, post: str, body: NewReport) -> HttpResponse:
    """Report a post. A person looks at it; its author does not learn who it was."""
    viewer = access_room(request.auth, slug)
    actions.report_post(viewer, post, ReportReason(body.reason), body.words)
    return done()


@in_rooms.post(
    "/{slug:slug}/members/{slug:member}/pause", auth=SIGNED_IN, response=answers(None, status=204)
)
def pause(request: MemberRequest, slug: str, member: str, body: Pause) -> HttpResponse:
    """Moderators: somebody can read but not post for some hours."""
    viewer, found = _somebody(request, slug, member)
    ask_for_pause(viewer, found, timezone.now() + timedelta(hours=body.hours))
    return done()


@in_rooms.post(
    "/{slug:slug}/members/{slug:member}/show-out",
    auth=SIGNED_IN,
    response=answers(None, status=204),
)
def close_door(request: MemberRequest, slug: str, member: str) -> HttpResponse:
    """Moderators: close the room to somebody."""
    viewer, found = _somebody(request, slug, member)
    show_out(viewer, found)
    return done()


@in_rooms.post(
    "/{slug:slug}/members/{slug:member}/let-back",
    auth=SIGNED_IN,
    response=answers(None, status=204),
)
def open_door(request: MemberRequest, slug: str, member: str) -> HttpResponse:
    """Moderators: open it again, or end a pause."""
    viewer, found = _somebody(request, slug, member)
    let_back(viewer, found)
    return done()


@desk.get("/cases", auth=SIGNED_IN, response=answers(CaseList))
def list_cases(
    request: MemberRequest, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> HttpResponse:
    """Moderators: what waits in my rooms, the gravest first."""
    cases = queries.open_cases(access_desk(request.auth))[:limit]
    return ready({"items": [_summary(case) for case in cases]})


@desk.get("/cases/{slug:case_id}", auth=SIGNED_IN, response=answers(CaseValue))
def read_case(request: MemberRequest, case_id: str) -> HttpResponse:
    """Moderators: one case with its post, what stood before it, and the reports."""
    case, viewer = access_case(request.auth, case_id)
    return ready(_case(viewer, case))


@desk.post("/cases/{slug:case_id}/claim", auth=SIGNED_IN, response=answers(CaseValue))
def claim(request: MemberRequest, case_id: str) -> HttpResponse:
    """Moderators: I am at work on this one, for ten minutes, so that no two decide at once."""
    case, viewer = access_case(request.auth, case_id)
    actions.claim_case(viewer, case)
    return ready(_case(viewer, case))


@desk.post("/cases/{slug:case_id}/decide", auth=SIGNED_IN, response=answers(DecisionValue))
def decide(request: MemberRequest, case_id: str, body: RulingWish) -> HttpResponse:
    """Moderators: decide, and carry it out. The author is told why in the same moment."""
    case, viewer = access_case(request.auth, case_id)
    ruling = actions.Ruling(Outcome(body.outcome), Ground(body.ground), body.words)
    return ready(_decision(actions.decide(viewer, case, ruling)))


@desk.get("/decisions", auth=SIGNED_IN, response=answers(DecisionList))
def list_decisions(request: MemberRequest) -> HttpResponse:
    """Moderators: what was decided in my rooms in the last day."""
    rows = queries.decided_lately(access_desk(request.auth))
    return ready({"items": [_decision(one) for one in rows]})


@desk.post("/decisions/{slug:decision_id}/undo", auth=SIGNED_IN, response=answers(CaseSummary))
def undo(request: MemberRequest, decision_id: str) -> HttpResponse:
    """Moderators: take a decision back; its case is open again."""
    decision, viewer = access_decision(request.auth, decision_id)
    return ready(_summary(actions.undo(viewer, decision)))


@mine.get("/answers", auth=SIGNED_IN, response=answers(DecisionList))
def list_answers(request: MemberRequest) -> HttpResponse:
    """What moderators decided about my posts, and why, newest first."""
    rows = queries.decisions_about(request.auth)[:100]
    return ready({"items": [_decision(one) for one in rows]})


@mine.get("/answers/{slug:decision_id}", auth=SIGNED_IN, response=answers(DecisionValue))
def read_answer(request: MemberRequest, decision_id: str) -> HttpResponse:
    """The reasons for one decision about a post of mine."""
    return ready(_decision(access_own_decision(request.auth, decision_id)))


def _somebody(request: MemberRequest, slug: str, member: str) -> tuple[Viewer, Membership]:
    viewer = access_as_moderator(request.auth, slug)
    return viewer, access_member(viewer, member)


def _summary(case: Case) -> dict[str, Any]:
    return {
        "id": case.public_id,
        "room": case.room.slug,
        "kind": case.kind,
        "severity": case.severity,
        "reasons": wording.case_reasons(case.reasons),
        "opened_at": minute(case.opened_at),
        "author": case.post.author.pseudonym,
    }


def _case(viewer: Viewer, case: Case) -> dict[str, Any]:
    reports = case.reports.select_related("reporter").order_by("at")
    return _summary(case) | {
        "state": case.state,
        "text": case.post.text or case.evidence,
        "post": one_post(viewer, case.post),
        "before": [post_value(post) for post in queries.context_of(case)],
        "reports": [
            {
                "reporter": one.reporter.pseudonym if one.reporter else "",
                "reason": one.reason,
                "words": one.words,
            }
            for one in reports
        ],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.public_id,
        "room": decision.case.room.slug,
        "post": decision.case.post.public_id,
        "outcome": decision.outcome,
        "ground": decision.ground,
        "what": wording.outcome_sentence(decision),
        "how": wording.found_sentence(decision),
        "why": str(wording.GROUND_SENTENCES[Ground(decision.ground)]),
        "words": decision.words,
        "at": minute(decision.at),
        "undone": decision.undone_at is not None,
    }
