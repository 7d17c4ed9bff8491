"""The notice of a room or of one chat: reading it, accepting it, writing a new version."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from openrounds.accounts.api.identity import ANYBODY, SIGNED_IN, ApiRequest, MemberRequest
from openrounds.rooms.access import (
    Viewer,
    access_as_host,
    access_as_member,
    access_chat,
    access_room,
    member_of,
)
from openrounds.rooms.actions.notices import accept_notice, withdraw_acceptance, write_notice
from openrounds.rooms.models import Acceptance, LiveChat, Notice
from openrounds.rooms.queries.notice_proposal import proposal_for
from openrounds.rooms.queries.notice_versions import Version, versions
from openrounds.rooms.queries.notices import acceptances_of, current_notice, standing
from openrounds.rooms.queries.stream import minute
from openrounds.web.api.shapes import (
    REF,
    AnswerBody,
    PlainText,
    Ref,
    RequestBody,
    answers,
    done,
    ready,
)

router = Router(tags=["Notices"])

Element = Literal[
    "readers", "public", "advice", "relation", "emergency", "posts", "moderation", "contact"
]
ChatId = Annotated[
    str, Query(pattern=REF, max_length=80, description="Id of a chat that may have its own notice.")
]


class NoticeValue(AnswerBody):
    """The version that holds now. Send `digest` back to accept exactly what was read."""

    version: int
    text: str
    elements: dict[Element, str]
    digest: str
    chat: str | None = Field(description="Id of the chat if the notice is its own.")
    accepted: bool


class Accepting(RequestBody):
    digest: Ref
    chat: Ref = ""


class NewNotice(RequestBody):
    """The parts of a new version. Everybody is asked again."""

    elements: dict[Element, PlainText]
    chat: Ref = ""


class AcceptanceValue(AnswerBody):
    """What I accepted, and when: my own record."""

    version: int
    digest: str
    chat: str | None
    accepted_at: str
    withdrawn_at: str | None


class AcceptanceList(AnswerBody):
    items: list[AcceptanceValue]


class VersionValue(AnswerBody):
    """A version of a notice, how many accept it, and how many have taken that back."""

    version: int
    text: str
    digest: str
    accepted: int
    taken_back: int


class VersionList(AnswerBody):
    items: list[VersionValue]


class ProposedNotice(AnswerBody):
    """A text to start from; change what does not fit."""

    elements: dict[Element, str]


@router.get("/{slug:slug}/notice", auth=ANYBODY, response=answers(NoticeValue))
def read_notice(request: ApiRequest, slug: str, chat: ChatId = "") -> HttpResponse:
    """The notice that holds in the room, or in one of its chats."""
    viewer = access_room(request.auth, slug)
    return ready(_value(viewer, _notice(viewer, chat)))


@router.post("/{slug:slug}/notice/acceptance", auth=SIGNED_IN, response=answers(NoticeValue))
def accept(request: MemberRequest, slug: str, body: Accepting) -> HttpResponse:
    """Accept the version that was read. A second time changes nothing."""
    viewer = access_as_member(request.auth, slug)
    notice = _notice(viewer, body.chat)
    accept_notice(viewer, notice, body.digest)
    return ready(_value(viewer, notice))


@router.delete("/{slug:slug}/notice/acceptance", auth=SIGNED_IN, response=answers(None, status=204))
def take_back_acceptance(request: MemberRequest, slug: str, chat: ChatId = "") -> HttpResponse:
    """Take it back: reading goes on, posting stops until it is accepted again."""
    viewer = access_as_member(request.auth, slug)
    withdraw_acceptance(viewer, _notice(viewer, chat))
    return done()


@router.get("/{slug:slug}/notice/acceptances", auth=SIGNED_IN, response=answers(AcceptanceList))
def list_acceptances(request: MemberRequest, slug: str) -> HttpResponse:
    """Everything I accepted in this room, newest first."""
    member = member_of(access_room(request.auth, slug))
    return ready({"items": [_acceptance(one) for one in acceptances_of(member)]})


@router.get("/{slug:slug}/notice/proposed", auth=SIGNED_IN, response=answers(ProposedNotice))
def propose(request: MemberRequest, slug: str) -> HttpResponse:
    """Hosts: the text we propose for this room."""
    viewer = access_as_host(request.auth, slug)
    return ready({"elements": dict(proposal_for(viewer.room))})


@router.get("/{slug:slug}/notice/versions", auth=SIGNED_IN, response=answers(VersionList))
def list_versions(request: MemberRequest, slug: str, chat: ChatId = "") -> HttpResponse:
    """Hosts: every version, newest first, and how many have accepted each."""
    viewer = access_as_host(request.auth, slug)
    return ready({"items": [_version(one) for one in versions(viewer, _chat(viewer, chat))]})


@router.post("/{slug:slug}/notice", auth=SIGNED_IN, response=answers(NoticeValue, status=201))
def write(request: MemberRequest, slug: str, body: NewNotice) -> HttpResponse:
    """Hosts: write a new version. Nobody posts before accepting it."""
    viewer = access_as_host(request.auth, slug)
    chat = _chat(viewer, body.chat)
    elements = {str(key): words for key, words in body.elements.items()}
    notice = write_notice(viewer.room, elements, chat=chat, by_ref=request.auth.log_ref)
    return ready(_value(viewer, notice), status=201)


def _chat(viewer: Viewer, public_id: str) -> LiveChat | None:
    return access_chat(viewer, public_id) if public_id else None


def _notice(viewer: Viewer, chat_id: str) -> Notice:
    return current_notice(viewer.room, _chat(viewer, chat_id))


def _value(viewer: Viewer, notice: Notice) -> dict[str, object]:
    return {
        "version": notice.version,
        "text": notice.text,
        "elements": notice.elements,
        "digest": notice.digest,
        "chat": notice.chat.public_id if notice.chat else None,
        "accepted": standing(viewer.membership, notice).accepted,
    }


def _version(one: Version) -> dict[str, object]:
    return {
        "version": one.notice.version,
        "text": one.notice.text,
        "digest": one.notice.digest,
        "accepted": one.accepted,
        "taken_back": one.taken_back,
    }


def _acceptance(acceptance: Acceptance) -> dict[str, object]:
    chat, withdrawn = acceptance.notice.chat, acceptance.withdrawn_at
    return {
        "version": acceptance.version,
        "digest": acceptance.digest,
        "chat": chat.public_id if chat else None,
        "accepted_at": minute(acceptance.at),
        "withdrawn_at": minute(withdrawn) if withdrawn else None,
    }
