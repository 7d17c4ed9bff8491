"""The prepared questions T1..Tn of a live chat."""

from typing import Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from openrounds.accounts.api.identity import ANYBODY, SIGNED_IN, ApiRequest, MemberRequest
from openrounds.rooms.access import (
    Viewer,
    access_as_host,
    access_chat,
    access_question,
    access_room,
)
from openrounds.rooms.actions.chats import (
    add_question,
    change_question,
    close_question,
    drop_question,
    move_question,
    open_next_question,
    open_question,
    take_question_back,
)
from openrounds.rooms.models import LiveChat, Question, QuestionState
from openrounds.rooms.queries.stream import question_value
from openrounds.web.api.shapes import AnswerBody, RequestBody, Words, answers, done, ready

router = Router(tags=["Questions"])
HERE = "/{slug:slug}/chats/{slug:chat}/questions"


class QuestionValue(AnswerBody):
    """A question as people call it: T1."""

    id: str
    number: int
    label: str
    text: str
    state: Literal["prepared", "open", "closed"]


class QuestionList(AnswerBody):
    items: list[QuestionValue]


class NextQuestion(AnswerBody):
    """The question that is open now; null when the last one was closed."""

    question: QuestionValue | None


class QuestionText(RequestBody):
    text: Words


class QuestionMove(RequestBody):
    by: Literal[-1, 1] = Field(description="-1: before the one above; 1: after the one below.")


def question_values(viewer: Viewer, chat: LiveChat) -> list[dict[str, object]]:
    """The questions in their order. Those not asked yet are for hosts alone."""
    questions = Question.objects.filter(chat=chat)
    if not viewer.is_host:
        questions = questions.exclude(state=QuestionState.PREPARED)
    return [question_value(question) for question in questions]


@router.get(HERE, auth=ANYBODY, response=answers(QuestionList))
def list_questions(request: ApiRequest, slug: str, chat: str) -> HttpResponse:
    """The questions of a chat. Those not asked yet are shown to hosts alone."""
    viewer = access_room(request.auth, slug)
    return ready({"items": question_values(viewer, access_chat(viewer, chat))})


@router.post(HERE, auth=SIGNED_IN, response=answers(QuestionValue, status=201))
def prepare_question(
    request: MemberRequest, slug: str, chat: str, body: QuestionText
) -> HttpResponse:
    """Hosts: prepare one more question; it is last."""
    viewer = access_as_host(request.auth, slug)
    added = add_question(viewer, access_chat(viewer, chat), body.text)
    return ready(question_value(added), status=201)


@router.post(f"{HERE}/next", auth=SIGNED_IN, response=answers(NextQuestion))
def ask_next(request: MemberRequest, slug: str, chat: str) -> HttpResponse:
    """Hosts: ask the next prepared question, or close the last one when none is left."""
    viewer = access_as_host(request.auth, slug)
    asked = open_next_question(viewer, access_chat(viewer, chat))
    return ready({"question": question_value(asked) if asked else None})


@router.patch(f"{HERE}/{{slug:question}}", auth=SIGNED_IN, response=answers(QuestionValue))
def reword(
    request: MemberRequest, slug: str, chat: str, question: str, body: QuestionText
) -> HttpResponse:
    """Hosts: change the words; once it was asked, everybody sees the change."""
    viewer, found = _find(request, slug, chat, question)
    return ready(question_value(change_question(viewer, found, body.text)))


@router.delete(f"{HERE}/{{slug:question}}", auth=SIGNED_IN, response=answers(None, status=204))
def take_out(request: MemberRequest, slug: str, chat: str, question: str) -> HttpResponse:
    """Hosts: take out a question that was never asked; those after it move up."""
    viewer, found = _find(request, slug, chat, question)
    drop_question(viewer, found)
    return done()


@router.post(f"{HERE}/{{slug:question}}/move", auth=SIGNED_IN, response=answers(QuestionList))
def move(
    request: MemberRequest, slug: str, chat: str, question: str, body: QuestionMove
) -> HttpResponse:
    """Hosts: let a prepared question change places with its neighbour."""
    viewer, found = _find(request, slug, chat, question)
    moved = move_question(viewer, found, by=body.by)
    return ready({"items": question_values(viewer, moved.chat)})


@router.post(f"{HERE}/{{slug:question}}/open", auth=SIGNED_IN, response=answers(QuestionValue))
def ask(request: MemberRequest, slug: str, chat: str, question: str) -> HttpResponse:
    """Hosts: ask this question now; the one before it closes."""
    viewer, found = _find(request, slug, chat, question)
    return ready(question_value(open_question(viewer, found)))


@router.post(f"{HERE}/{{slug:question}}/take-back", auth=SIGNED_IN, response=answers(QuestionValue))
def unask(request: MemberRequest, slug: str, chat: str, question: str) -> HttpResponse:
    """Hosts: undo. A question asked by mistake is prepared again while nobody has answered it."""
    viewer, found = _find(request, slug, chat, question)
    return ready(question_value(take_question_back(viewer, found)))


@router.post(f"{HERE}/{{slug:question}}/close", auth=SIGNED_IN, response=answers(QuestionValue))
def close(request: MemberRequest, slug: str, chat: str, question: str) -> HttpResponse:
    """Hosts: no more answers are bound to it by themselves."""
    viewer, found = _find(request, slug, chat, question)
    return ready(question_value(close_question(viewer, found)))


def _find(request: MemberRequest, slug: str, chat: str, question: str) -> tuple[Viewer, Question]:
    viewer = access_as_host(request.auth, slug)
    return viewer, access_question(access_chat(viewer, chat), question)
