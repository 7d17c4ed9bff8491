"""Posts: reading, sending, changing, taking back; pins, reactions, and the guard's look."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Header, Query, Router
from pydantic import Field

from openrounds.accounts.api.identity import ANYBODY, SIGNED_IN, ApiRequest, MemberRequest
from openrounds.rooms.access import access_as_member, access_post, access_room
from openrounds.rooms.actions.listening import stream_cursor
from openrounds.rooms.actions.posts import edit_post, pin_post, withdraw_post
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.reactions import react
from openrounds.rooms.api.values import OnePost, PostValue, ReportValue, one_post, report_value
from openrounds.rooms.models import ReactionKind
from openrounds.rooms.queries.guarding import examine
from openrounds.rooms.queries.posts import (
    own_waiting_posts,
    page_of_posts,
    pinned_posts,
    search_posts,
)
from openrounds.rooms.queries.stream import post_value
from openrounds.rooms.text import clean_post
from openrounds.web.api.shapes import AnswerBody, Ref, RequestBody, Words, answers, done, ready

router = Router(tags=["Posts"])

Kind = Literal["with_you", "thanks", "me_too", "helpful"]
AttemptKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=80,
        pattern=r"^[!-~]*$",
        description="Names this attempt. Sent again with the same text, it gives the same post.",
    ),
]


class PostsAnswer(AnswerBody):
    """Posts in the order of the room. `older` and `newer` are the values for the next page."""

    items: list[PostValue]
    older: int | None = Field(description="For `before`; null when these are the first.")
    newer: int | None = Field(description="For `after`; null when these are the last.")
    live: str = Field(description="For `after` of the live stream: what comes after these posts.")


class PostList(AnswerBody):
    items: list[PostValue]


class OnePostList(AnswerBody):
    items: list[OnePost]


class NewPost(RequestBody):
    """A text for the room. Without `question` it answers the one that is open."""

    text: Words
    question: Ref = Field("", description="Id of a question that was asked; none: no question.")
    reply_to: Ref = ""


class SentPost(AnswerBody):
    """What became of it: `held` posts wait for a moderator, and nobody else sees them."""

    state: Literal["published", "held"]
    post: OnePost
    report: ReportValue


class PostText(RequestBody):
    text: Words


class ReactionsAnswer(AnswerBody):
    id: str
    reactions: dict[str, int]


@router.get("/{slug:slug}/posts", auth=ANYBODY, response=answers(PostsAnswer))
def list_posts(
    request: ApiRequest,
    slug: str,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    before: Annotated[int | None, Query(ge=0, lt=2**63)] = None,
    after: Annotated[int | None, Query(ge=0, lt=2**63)] = None,
) -> HttpResponse:
    """The last posts of a room, or those before or after a position."""
    viewer = access_room(request.auth, slug)
    live = stream_cursor(viewer)
    page = page_of_posts(viewer, limit=limit, before=before, after=after)
    first, last = (page.posts[0], page.posts[-1]) if page.posts else (None, None)
    return ready(
        {
            "items": [post_value(post) for post in page.posts],
            "older": first.position if first and page.older else None,
            "newer": last.position if last and page.newer else None,
            "live": live,
        }
    )


@router.post(
    "/{slug:slug}/posts",
    auth=SIGNED_IN,
    response=answers(SentPost, status=201) | {200: SentPost, 202: SentPost},
)
def send_post(
    request: MemberRequest, slug: str, body: NewPost, attempt: AttemptKey = ""
) -> HttpResponse:
    """Send a post. 201: it is out. 202: a moderator sees it first. 200: it was sent before."""
    viewer = access_as_member(request.auth, slug)
    submission = Submission(body.text, body.question, body.reply_to, attempt)
    outcome = publish_post(viewer, submission)
    value = {
        "state": "held" if outcome.held else "published",
        "post": one_post(viewer, outcome.post),
        "report": report_value(outcome.report),
    }
    if outcome.replayed:
        return ready(value)
    return ready(value, status=202 if outcome.held else 201)


@router.get("/{slug:slug}/posts/waiting", auth=SIGNED_IN, response=answers(OnePostList))
def list_waiting_posts(request: MemberRequest, slug: str) -> HttpResponse:
    """My posts that wait for a moderator, or were not published."""
    viewer = access_as_member(request.auth, slug)
    return ready({"items": [one_post(viewer, post) for post in own_waiting_posts(viewer)]})


@router.get("/{slug:slug}/posts/pinned", auth=ANYBODY, response=answers(PostList))
def list_pinned_posts(request: ApiRequest, slug: str) -> HttpResponse:
    """What the hosts pinned, newest pin first."""
    viewer = access_room(request.auth, slug)
    return ready({"items": [post_value(post) for post in pinned_posts(viewer)]})


@router.get("/{slug:slug}/posts/{slug:post}", auth=ANYBODY, response=answers(OnePost))
def read_post(request: ApiRequest, slug: str, post: str) -> HttpResponse:
    """One post."""
    viewer = access_room(request.auth, slug)
    return ready(one_post(viewer, access_post(viewer, post)))


@router.patch("/{slug:slug}/posts/{slug:post}", auth=SIGNED_IN, response=answers(OnePost))
def change_post(request: MemberRequest, slug: str, post: str, body: PostText) -> HttpResponse:
    """Change my post, for five minutes after it was sent. The change is marked."""
    viewer = access_as_member(request.auth, slug)
    edit_post(viewer, post, body.text)
    return ready(one_post(viewer, access_post(viewer, post)))


@router.delete("/{slug:slug}/posts/{slug:post}", auth=SIGNED_IN, response=answers(None, status=204))
def take_back_post(request: MemberRequest, slug: str, post: str) -> HttpResponse:
    """Withdraw my post, at any time. Its text is erased; one grey line stays."""
    withdraw_post(access_as_member(request.auth, slug), post)
    return done()


@router.put(
    "/{slug:slug}/posts/{slug:post}/pin", auth=SIGNED_IN, response=answers(None, status=204)
)
def pin(request: MemberRequest, slug: str, post: str) -> HttpResponse:
    """Hosts: show a post above the stream."""
    pin_post(access_room(request.auth, slug), post, pinned=True)
    return done()


@router.delete(
    "/{slug:slug}/posts/{slug:post}/pin", auth=SIGNED_IN, response=answers(None, status=204)
)
def unpin(request: MemberRequest, slug: str, post: str) -> HttpResponse:
    """Hosts: show it there no longer."""
    pin_post(access_room(request.auth, slug), post, pinned=False)
    return done()


@router.put(
    "/{slug:slug}/posts/{slug:post}/reactions/{kind}",
    auth=SIGNED_IN,
    response=answers(ReactionsAnswer),
)
def set_reaction(request: MemberRequest, slug: str, post: str, kind: Kind) -> HttpResponse:
    """Say one kind thing with one tap. Others see the number, never who."""
    return _react(request, slug, post, kind, on=True)


@router.delete(
    "/{slug:slug}/posts/{slug:post}/reactions/{kind}",
    auth=SIGNED_IN,
    response=answers(ReactionsAnswer),
)
def take_back_reaction(request: MemberRequest, slug: str, post: str, kind: Kind) -> HttpResponse:
    """Take it back."""
    return _react(request, slug, post, kind, on=False)


def _react(request: MemberRequest, slug: str, post: str, kind: Kind, *, on: bool) -> HttpResponse:
    viewer = access_as_member(request.auth, slug)
    changed = react(viewer, post, ReactionKind(kind), on=on)
    return ready({"id": changed.public_id, "reactions": changed.reactions})


@router.post("/{slug:slug}/check", auth=SIGNED_IN, response=answers(ReportValue))
def check_text(request: MemberRequest, slug: str, body: PostText) -> HttpResponse:
    """What this text would give away in this room. Nothing is kept."""
    viewer = access_room(request.auth, slug)
    return ready(report_value(examine(viewer, clean_post(body.text))))


@router.get("/{slug:slug}/search", auth=ANYBODY, response=answers(PostList))
def search(
    request: ApiRequest,
    slug: str,
    q: Annotated[str, Query(min_length=2, max_length=200, pattern=r"^[^\x00]*$")],
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> HttpResponse:
    """Posts that contain every one of these words, newest first."""
    viewer = access_room(request.auth, slug)
    found = search_posts(viewer, q, limit=limit)
    return ready({"items": [post_value(post) for post in found]})
