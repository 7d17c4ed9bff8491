"""What stays of a chat: catching up, its transcript, its numbers, and bringing one in."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field, StringConstraints

from openrounds.accounts.api.identity import ANYBODY, SIGNED_IN, ApiRequest, MemberRequest
from openrounds.engine.privacy import ShownCounts
from openrounds.errors import NotAllowed
from openrounds.rooms.access import Viewer, access_chat, access_room, access_room_making
from openrounds.rooms.actions.importing import import_transcript
from openrounds.rooms.api.questions import QuestionValue
from openrounds.rooms.api.rooms import Address, RoomValue, room_value
from openrounds.rooms.api.values import PostValue
from openrounds.rooms.pseudonyms import suggest
from openrounds.rooms.queries.chats import CatchUp, catch_up
from openrounds.rooms.queries.posts import visible_posts
from openrounds.rooms.queries.statistics import ChatStatistics, chat_statistics
from openrounds.rooms.queries.stream import minute, post_value
from openrounds.rooms.transcripts import (
    Names,
    TranscriptFile,
    read_transcript,
    transcript_of,
    write_csv,
    write_json,
    write_pdf,
)
from openrounds.web.api.shapes import AnswerBody, RequestBody, answers, ready

router = Router(tags=["Records"])
imports = Router(tags=["Records"])
CHAT = "/{slug:slug}/chats/{slug:chat}"
FILES = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "json": (write_json, "application/json"),
    "pdf": (write_pdf, "application/pdf"),
}


class CaughtUp(AnswerBody):
    """A question, how many answered it, and the answers that meant most to others."""

    question: QuestionValue
    posts: int
    best: list[PostValue]


class CatchUpAnswer(AnswerBody):
    items: list[CaughtUp]


class QuestionCount(AnswerBody):
    label: str = Field(description="T1; empty for posts outside of any question.")
    posts: int | None


class StatisticsValue(AnswerBody):
    """A chat in numbers. null stands for a number that is kept back: it would be about few."""

    participants: int | None
    posts: int | None
    by_question: list[QuestionCount]
    first_minute: str | None
    minutes_per_bar: int
    by_minute: list[int | None]
    replies_median_s: float | None
    first_answers_median_s: float | None
    answered_share: float | None


class Import(RequestBody):
    """A transcript as JSON, as it was taken, and the room that it becomes."""

    slug: Address
    pseudonym: Annotated[str, StringConstraints(max_length=200)] = ""
    transcript: dict[str, Any]


@router.get(f"{CHAT}/catch-up", auth=ANYBODY, response=answers(CatchUpAnswer))
def read_catch_up(request: ApiRequest, slug: str, chat: str) -> HttpResponse:
    """For late joiners: question by question the answers that meant most to others."""
    viewer = access_room(request.auth, slug)
    found = catch_up(viewer, access_chat(viewer, chat))
    wanted = [card.id for one in found for card in one.best]
    posts = {p.public_id: p for p in visible_posts(viewer).filter(public_id__in=wanted)}
    values = {public_id: post_value(post) for public_id, post in posts.items()}
    return ready({"items": [_caught_up(one, values) for one in found]})


@router.get(
    f"{CHAT}/transcript",
    auth=ANYBODY,
    response=answers(TranscriptFile),
    openapi_extra={
        "responses": {
            200: {
                "content": {
                    "text/csv": {"schema": {"type": "string"}},
                    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
                }
            }
        }
    },
)
def take_transcript(
    request: ApiRequest,
    slug: str,
    chat: str,
    form: Literal["json", "csv", "pdf"] = "json",
    names: Literal["shown", "pseudonymised", "left_out"] = "pseudonymised",
) -> HttpResponse:
    """The transcript of what I may see at this moment. Names as shown leave with hosts alone."""
    viewer = access_room(request.auth, slug)
    found = access_chat(viewer, chat)
    _check_names(viewer, names)
    write, content_type = FILES[form]
    content = transcript_of(viewer, found, Names(names), now=timezone.now())
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(write(content), content_type=content_type, headers=headers)


@router.get(f"{CHAT}/statistics", auth=ANYBODY, response=answers(StatisticsValue))
def read_statistics(request: ApiRequest, slug: str, chat: str) -> HttpResponse:
    """A chat in numbers; counts under five are kept back."""
    viewer = access_room(request.auth, slug)
    return ready(_numbers(chat_statistics(viewer, access_chat(viewer, chat))))


@imports.post("", auth=SIGNED_IN, response=answers(RoomValue, status=201))
def bring_in(request: MemberRequest, body: Import) -> HttpResponse:
    """Hosts of the community: make a room that equals the one a transcript came from."""
    person = access_room_making(request.auth)
    file = read_transcript(ready(body.transcript).content)
    name = body.pseudonym or suggest(lambda _name: False)
    viewer = import_transcript(person, file, slug=body.slug, pseudonym=name)
    return ready(room_value(viewer), status=201)


def _check_names(viewer: Viewer, names: str) -> None:
    if names == Names.SHOWN and not viewer.is_host:
        raise NotAllowed(
            _("Only hosts take a transcript with names."),
            remedy=_("Take it with the names replaced."),
        )


def _caught_up(one: CatchUp, values: dict[str, dict[str, Any]]) -> dict[str, object]:
    return {
        "question": {
            "id": one.question.id,
            "number": one.question.number,
            "label": one.question.label,
            "text": one.question.text,
            "state": one.question.state,
        },
        "posts": one.posts,
        "best": [values[card.id] for card in one.best if card.id in values],
    }


def _numbers(found: ChatStatistics) -> dict[str, object]:
    return {
        "participants": found.participants,
        "posts": found.posts,
        "by_question": _by_question(found.question_labels, found.by_question),
        "first_minute": minute(found.first_minute) or None,
        "minutes_per_bar": found.minutes_per_bar,
        "by_minute": list(found.by_minute.cells),
        "replies_median_s": found.replies_median_s,
        "first_answers_median_s": found.first_answers_median_s,
        "answered_share": found.answered_share,
    }


def _by_question(labels: tuple[str, ...], counts: ShownCounts) -> list[dict[str, object]]:
    pairs = zip(labels, counts.cells, strict=True)
    return [{"label": label, "posts": count} for label, count in pairs]
