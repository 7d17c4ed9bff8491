"""What is going on in a room now: its live stream, and how many are reading."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from openrounds.accounts.api.identity import ANYBODY, ApiRequest
from openrounds.errors import NotServedHere
from openrounds.rooms.access import access_room
from openrounds.rooms.queries.publicness import publicness_of
from openrounds.web.api.shapes import AnswerBody, answers, ready

router = Router(tags=["Live"])


class Presence(AnswerBody):
    """How many have the room open: a number, never who."""

    reading: int


@router.get("/{slug:slug}/presence", auth=ANYBODY, response=answers(Presence))
def read_presence(request: ApiRequest, slug: str) -> HttpResponse:
    """How many are reading now."""
    viewer = access_room(request.auth, slug)
    return ready({"reading": publicness_of(viewer.room).reading})


@router.get(
    "/{slug:slug}/events",
    auth=ANYBODY,
    response=answers(None, status=200),
    openapi_extra={
        "parameters": [
            {"in": "header", "name": "Last-Event-ID", "schema": {"type": "string"}},
            {"in": "query", "name": "after", "schema": {"type": "string"}},
        ],
        "responses": {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    },
)
def listen(request: ApiRequest, slug: str) -> HttpResponse:
    """Server-sent events of a room: posts, edits, questions, and what else changes.

    `Last-Event-ID`, or `?after=` with the `live` of a list of posts, resumes without loss.
    """
    access_room(request.auth, slug)
    # The live endpoint beside Django answers this address; whoever gets here came around it.
    raise NotServedHere(
        _("The live stream is not served by this process."),
        remedy=_("Serve the site with “openrounds serve”, or read the posts again."),
    )
