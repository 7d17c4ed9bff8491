"""The question box of a chat that is to come. Only a question's author and the hosts see it."""

from typing import Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from openrounds.accounts.api.identity import SIGNED_IN, MemberRequest
from openrounds.rooms.access import (
    Viewer,
    access_as_host,
    access_as_member,
    access_box_question,
    access_chat,
)
from openrounds.rooms.actions.chats import decline_from_box, send_to_box, take_from_box
from openrounds.rooms.api.questions import QuestionText, QuestionValue
from openrounds.rooms.models import BoxQuestion
from openrounds.rooms.queries.chats import own_box
from openrounds.rooms.queries.room_keeping import box_of
from openrounds.rooms.queries.stream import question_value
from openrounds.web.api.shapes import AnswerBody, RequestBody, Words, answers, done, ready

router = Router(tags=["Question box"])
HERE = "/{slug:slug}/chats/{slug:chat}/box"


class BoxValue(AnswerBody):
    """A question in the box, under the name its sender has in this room."""

    id: str
    text: str
    state: Literal["waiting", "taken", "declined"]
    author: str


class BoxList(AnswerBody):
    items: list[BoxValue]


class OtherWords(RequestBody):
    text: Words = Field("", description="The question in other words; empty: as it was sent.")


@router.get(HERE, auth=SIGNED_IN, response=answers(BoxList))
def list_box(request: MemberRequest, slug: str, chat: str) -> HttpResponse:
    """Hosts: what waits in the box. Others: what they sent themselves, and what became of it."""
    viewer = access_as_member(request.auth, slug)
    found = access_chat(viewer, chat)
    rows = box_of(found) if viewer.is_host else own_box(viewer, found)
    return ready({"items": [_value(one) for one in rows]})


@router.post(HERE, auth=SIGNED_IN, response=answers(BoxValue, status=201))
def put_in(request: MemberRequest, slug: str, chat: str, body: QuestionText) -> HttpResponse:
    """Send the hosts a question before the chat; five at most."""
    viewer = access_as_member(request.auth, slug)
    return ready(_value(send_to_box(viewer, access_chat(viewer, chat), body.text)), status=201)


@router.post(f"{HERE}/{{slug:sent}}/take", auth=SIGNED_IN, response=answers(QuestionValue))
def take(
    request: MemberRequest, slug: str, chat: str, sent: str, body: OtherWords | None = None
) -> HttpResponse:
    """Hosts: make a prepared question of it, in its own or in other words."""
    viewer, found = _find(request, slug, chat, sent)
    return ready(question_value(take_from_box(viewer, found, words=body.text if body else "")))


@router.post(f"{HERE}/{{slug:sent}}/decline", auth=SIGNED_IN, response=answers(None, status=204))
def decline(request: MemberRequest, slug: str, chat: str, sent: str) -> HttpResponse:
    """Hosts: leave it out. Its author sees that."""
    viewer, found = _find(request, slug, chat, sent)
    decline_from_box(viewer, found)
    return done()


def _find(request: MemberRequest, slug: str, chat: str, sent: str) -> tuple[Viewer, BoxQuestion]:
    viewer = access_as_host(request.auth, slug)
    return viewer, access_box_question(access_chat(viewer, chat), sent)


def _value(sent: BoxQuestion) -> dict[str, object]:
    return {
        "id": sent.public_id,
        "text": sent.text,
        "state": sent.state,
        "author": sent.author.pseudonym,
    }
