"""Texts kept for later. Nobody but their author sees them."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import StringConstraints

from openrounds.accounts.api.identity import SIGNED_IN, MemberRequest
from openrounds.rooms.access import access_room
from openrounds.rooms.actions.drafts import forget_draft, keep_draft
from openrounds.rooms.models import Draft
from openrounds.rooms.queries.drafts import drafts_of
from openrounds.rooms.queries.stream import minute
from openrounds.web.api.shapes import AnswerBody, PlainText, RequestBody, answers, done, ready

router = Router(tags=["Drafts"])
mine = Router(tags=["Drafts"])


class DraftValue(AnswerBody):
    """A text of mine, kept for a room."""

    id: str
    room: str
    text: str
    kept_at: str


class DraftList(AnswerBody):
    items: list[DraftValue]


class NewDraft(RequestBody):
    text: Annotated[PlainText, StringConstraints(min_length=1, max_length=4000)]


@router.post("/{slug:slug}/drafts", auth=SIGNED_IN, response=answers(DraftValue, status=201))
def keep(request: MemberRequest, slug: str, body: NewDraft) -> HttpResponse:
    """Keep a text for later. When there are more than fifty, the oldest goes."""
    draft = keep_draft(access_room(request.auth, slug), body.text)
    return ready(_value(draft), status=201)


@mine.get("/drafts", auth=SIGNED_IN, response=answers(DraftList))
def list_drafts(request: MemberRequest) -> HttpResponse:
    """My drafts in all rooms, newest first."""
    return ready({"items": [_value(draft) for draft in drafts_of(request.auth)]})


@mine.delete("/drafts/{slug:draft}", auth=SIGNED_IN, response=answers(None, status=204))
def forget(request: MemberRequest, draft: str) -> HttpResponse:
    """Erase a draft."""
    forget_draft(request.auth, draft)
    return done()


def _value(draft: Draft) -> dict[str, object]:
    return {
        "id": draft.public_id,
        "room": draft.room.slug,
        "text": draft.text,
        "kept_at": minute(draft.kept_at),
    }
