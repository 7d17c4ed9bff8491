"""How public a room is: who can read now, what was promised, narrowing and widening."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from openrounds.accounts.api.identity import ANYBODY, SIGNED_IN, ApiRequest, MemberRequest
from openrounds.engine.privacy import about
from openrounds.rooms.access import Viewer, access_as_host, access_promise, access_room
from openrounds.rooms.actions.rooms import (
    bring_forward,
    narrow,
    promise_narrowing,
    set_gone_at,
    widen,
)
from openrounds.rooms.api.values import LevelCode, Moment
from openrounds.rooms.models import Level
from openrounds.rooms.queries.publicness import RoomPublicness, publicness_of
from openrounds.rooms.queries.room_keeping import open_promises, publicness_at
from openrounds.rooms.wording import LEVEL_SENTENCES, readers_words
from openrounds.web.api.shapes import AnswerBody, RequestBody, answers, ready

router = Router(tags=["Publicness"])
HERE = "/{slug:slug}/publicness"


class Readers(AnswerBody):
    """Who can read at one level, in words and in about how many."""

    level: LevelCode
    level_words: str
    readers_words: str
    whole_web: bool
    search_engines: bool
    able: int | None = Field(description="About how many accounts; null: the whole web, or few.")
    reading: int = Field(description="How many have the room open now.")


class PromisedNarrowing(AnswerBody):
    level: LevelCode
    due_at: str


class PublicnessAnswer(AnswerBody):
    """`there` is how it would be at the level that was asked for: the difference to look at."""

    now: Readers
    there: Readers | None
    promises: list[PromisedNarrowing]
    gone_at: str | None


class LevelWish(RequestBody):
    level: LevelCode


class Widening(LevelWish):
    confirmed: bool = Field(
        default=False, description="I have looked at the difference; `?to=` shows it."
    )


class Promise(LevelWish):
    due_at: Moment


class EndPromise(RequestBody):
    gone_at: Moment


@router.get(HERE, auth=ANYBODY, response=answers(PublicnessAnswer))
def read_publicness(request: ApiRequest, slug: str, to: LevelCode | None = None) -> HttpResponse:
    """Who can read the room now, what was promised, and what another level would change."""
    return ready(_value(access_room(request.auth, slug), to))


@router.post(f"{HERE}/narrow", auth=SIGNED_IN, response=answers(PublicnessAnswer))
def narrow_now(request: MemberRequest, slug: str, body: LevelWish) -> HttpResponse:
    """Hosts: let fewer people read the room, its history included, from this moment."""
    narrow(access_as_host(request.auth, slug), _level(body.level))
    return _after(request, slug)


@router.post(f"{HERE}/widen", auth=SIGNED_IN, response=answers(PublicnessAnswer))
def widen_now(request: MemberRequest, slug: str, body: Widening) -> HttpResponse:
    """Hosts: let more people read what is posted from now on. Earlier posts stay as they are."""
    widen(access_as_host(request.auth, slug), _level(body.level), confirmed=body.confirmed)
    return _after(request, slug)


@router.post(f"{HERE}/promise", auth=SIGNED_IN, response=answers(PublicnessAnswer))
def promise(request: MemberRequest, slug: str, body: Promise) -> HttpResponse:
    """Hosts: promise a moment from which fewer people can read. It is kept by the clock."""
    promise_narrowing(access_as_host(request.auth, slug), _level(body.level), body.due_at)
    return _after(request, slug)


@router.put(f"{HERE}/promise", auth=SIGNED_IN, response=answers(PublicnessAnswer))
def keep_sooner(request: MemberRequest, slug: str, body: Promise) -> HttpResponse:
    """Hosts: let a promised narrowing come sooner. It is never taken back and never put off."""
    viewer = access_as_host(request.auth, slug)
    bring_forward(viewer, access_promise(viewer, body.level), body.due_at)
    return _after(request, slug)


@router.put(f"{HERE}/gone-at", auth=SIGNED_IN, response=answers(PublicnessAnswer))
def promise_end(request: MemberRequest, slug: str, body: EndPromise) -> HttpResponse:
    """Hosts: promise the day on which the posts are erased. It can come sooner, never later."""
    set_gone_at(access_as_host(request.auth, slug), body.gone_at)
    return _after(request, slug)


def _after(request: MemberRequest, slug: str) -> HttpResponse:
    return ready(_value(access_room(request.auth, slug), None))


def _level(code: str) -> Level:
    return Level[code.upper()]


def _value(viewer: Viewer, to: LevelCode | None) -> dict[str, Any]:
    return {
        "now": _readers(publicness_of(viewer.room)),
        "there": _readers(publicness_at(viewer, _level(to))) if to else None,
        "promises": [
            {"level": Level(one.level).code, "due_at": one.due_at.isoformat()}
            for one in open_promises(viewer)
        ],
        "gone_at": _iso(viewer.room.gone_at),
    }


def _readers(found: RoomPublicness) -> dict[str, Any]:
    return {
        "level": found.level.code,
        "level_words": str(LEVEL_SENTENCES[found.level]),
        "readers_words": readers_words(found).detail,
        "whole_web": found.is_open,
        "search_engines": found.is_indexed,
        "able": None if found.able is None else about(found.able),
        "reading": found.reading,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
