"""Rooms: which there are, what holds in one, making one, and changing it."""

from collections.abc import Mapping
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from openrounds.accounts.api.identity import ANYBODY, SIGNED_IN, ApiRequest, MemberRequest
from openrounds.rooms.access import Viewer, access_as_host, access_room, access_room_making
from openrounds.rooms.actions.rooms import change_settings, create_room, end_room
from openrounds.rooms.api.notices import Element
from openrounds.rooms.api.values import LevelCode
from openrounds.rooms.models import Level, Room
from openrounds.rooms.pseudonyms import suggest
from openrounds.rooms.queries.notice_proposal import proposal_for
from openrounds.rooms.queries.rooms import readable_rooms
from openrounds.rooms.wording import LEVEL_SENTENCES
from openrounds.web.api.shapes import AnswerBody, PlainText, RequestBody, answers, ready

router = Router(tags=["Rooms"])

Address = Annotated[str, StringConstraints(min_length=2, max_length=60, pattern=r"^[a-z0-9-]+$")]
Heading = Annotated[PlainText, StringConstraints(min_length=1, max_length=120)]
Purpose = Annotated[PlainText, StringConstraints(max_length=1000)]
Seconds = Annotated[int, Field(ge=0, le=3600)]


class RoomSummary(AnswerBody):
    """A room in a list."""

    slug: str
    title: str
    purpose: str
    language: str
    state: str
    level: LevelCode
    level_words: str


class RoomList(AnswerBody):
    items: list[RoomSummary]
    next: str | None = Field(description="For `after`; null when these are the last.")


class RoomValue(RoomSummary):
    """What holds in a room now."""

    condition_specific: bool
    comment_free: bool
    reactions_on: bool
    slow_mode_s: int
    locked: bool
    hold_all: bool
    hold_newcomer_links: bool | None = Field(description="For hosts; null for others.")
    hold_finding_kinds: list[str] | None = Field(description="For hosts; null for others.")
    gone_at: str | None = Field(description="When the posts are erased, if that was promised.")


class RoomSettings(RequestBody):
    """What hosts change at once and for everybody. What is left out stays as it is."""

    title: Heading | None = None
    purpose: Purpose | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]{2,4})?$")] | None = None
    condition_specific: bool | None = None
    comment_free: bool | None = None
    reactions_on: bool | None = None
    slow_mode_s: Seconds | None = None
    locked: bool | None = None
    hold_all: bool | None = None
    hold_newcomer_links: bool | None = None
    hold_finding_kinds: list[str] | None = None


class NewRoom(RoomSettings):
    """A room to make. Without `notice` it starts with the text we propose."""

    slug: Address
    title: Heading
    level: LevelCode = "members"
    pseudonym: str = Field("", max_length=200, description="My own name in the room.")
    notice: dict[Element, PlainText] | None = None


@router.get("", auth=ANYBODY, response=answers(RoomList))
def list_rooms(
    request: ApiRequest,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[str, Query(max_length=60, pattern=r"^[A-Za-z0-9_-]*$")] = "",
) -> HttpResponse:
    """The rooms that I may read, by their address."""
    rooms = readable_rooms(request.auth, limit=limit + 1, after=after)
    more = rooms[limit - 1].slug if len(rooms) > limit else None
    return ready({"items": [summary(room) for room in rooms[:limit]], "next": more})


@router.post("", auth=SIGNED_IN, response=answers(RoomValue, status=201))
def make_room(request: MemberRequest, body: NewRoom) -> HttpResponse:
    """Hosts of the community: make a room, and be its first host."""
    person = access_room_making(request.auth)
    level = Level[body.level.upper()]
    fields = changes(body) | {"slug": body.slug, "level": level}
    name = body.pseudonym or suggest(lambda _name: False)
    viewer = create_room(person, fields, pseudonym=name, notice=_first_notice(body, level))
    return ready(room_value(viewer), status=201)


def _first_notice(body: NewRoom, level: Level) -> Mapping[str, str]:
    if body.notice is not None:
        return {str(key): words for key, words in body.notice.items()}
    is_specific = body.condition_specific is not False
    return proposal_for(
        Room(level=level, condition_specific=is_specific, language=body.language or "en")
    )


@router.get("/{slug:slug}", auth=ANYBODY, response=answers(RoomValue))
def read_room(request: ApiRequest, slug: str) -> HttpResponse:
    """What holds in a room."""
    return ready(room_value(access_room(request.auth, slug)))


@router.patch("/{slug:slug}", auth=SIGNED_IN, response=answers(RoomValue))
def change_room(request: MemberRequest, slug: str, body: RoomSettings) -> HttpResponse:
    """Hosts: change what holds in the room, at once and for everybody."""
    change_settings(access_as_host(request.auth, slug), changes(body))
    return ready(room_value(access_room(request.auth, slug)))


@router.post("/{slug:slug}/over", auth=SIGNED_IN, response=answers(RoomValue))
def close_room(request: MemberRequest, slug: str) -> HttpResponse:
    """Hosts: nobody writes here any more; it can still be read."""
    end_room(access_as_host(request.auth, slug))
    return ready(room_value(access_room(request.auth, slug)))


def changes(body: RoomSettings) -> dict[str, object]:
    """The settings that were sent."""
    sent = body.model_dump(include=set(RoomSettings.model_fields))
    return {key: value for key, value in sent.items() if value is not None}


def summary(room: Room) -> dict[str, object]:
    """A room in a list."""
    level = Level(room.level)
    return {
        "slug": room.slug,
        "title": room.title,
        "purpose": room.purpose,
        "language": room.language,
        "state": room.state,
        "level": level.code,
        "level_words": str(LEVEL_SENTENCES[level]),
    }


def room_value(viewer: Viewer) -> Mapping[str, object]:
    """What holds in a room."""
    room = viewer.room
    return summary(room) | {
        "condition_specific": room.condition_specific,
        "comment_free": room.comment_free,
        "reactions_on": room.reactions_on,
        "slow_mode_s": room.slow_mode_s,
        "locked": room.locked,
        "hold_all": room.hold_all,
        "hold_newcomer_links": room.hold_newcomer_links if viewer.is_host else None,
        "hold_finding_kinds": room.hold_finding_kinds if viewer.is_host else None,
        "gone_at": room.gone_at.isoformat() if room.gone_at else None,
    }
