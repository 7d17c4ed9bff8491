"""The page of a room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openrounds.accounts.access import access_person
from openrounds.rooms.access import Viewer, access_draft, access_post, access_room
from openrounds.rooms.actions.listening import stream_cursor
from openrounds.rooms.actions.publishing import Submission
from openrounds.rooms.models import Level
from openrounds.rooms.queries.cards import ReplyTo, blank_card, post_cards
from openrounds.rooms.queries.hosting import host_strip
from openrounds.rooms.queries.posts import search_posts
from openrounds.rooms.queries.room_page import RoomPage, earlier_page, room_page
from openrounds.rooms.slots import Slot, links
from openrounds.rooms.views.answering import unkept
from openrounds.rooms.views.composing import Composer, Typed, composer, gate
from openrounds.rooms.wording import readers_words, time_left
from openrounds.web.robots import allow_indexing

REFRESH_S = 30


@require_safe
@unkept
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """The stream and all that stands around it. Without script it is loaded again by hand."""
    viewer = access_room(request.user, slug)
    before = _position(request.GET.get("before", ""))
    is_indexed = _is_for_index(viewer, before)
    if is_indexed:
        allow_indexing(request)
    cursor = stream_cursor(viewer) if before is None else ""
    page = _page(viewer, cursor, before, for_index=is_indexed)
    closed = gate(request, viewer, page.notice)
    context = {
        "page": page,
        "room": viewer.room,
        "viewer": viewer,
        "readers": readers_words(page.publicness),
        "time_left": time_left(page.chat.ends_at, timezone.now()) if page.chat else "",
        "cursor": cursor,
        "before": before,
        "is_indexed": is_indexed,
        "gate": closed,
        "composer": None if closed or before else _composer(request, page),
        "refresh_s": REFRESH_S if request.GET.get("refresh") and not before else 0,
        "shape": blank_card(viewer),
        "strip": None if before else host_strip(viewer, timezone.now()),
        "links": links(Slot.ROOM, viewer, slug),
    }
    return render(request, "rooms/room.html", context)


def _page(viewer: Viewer, cursor: str, before: int | None, *, for_index: bool) -> RoomPage:
    if before is not None:
        return earlier_page(viewer, before)
    return room_page(viewer, cursor, for_index=for_index)


def _is_for_index(viewer: Viewer, before: int | None) -> bool:
    """Whether a search engine may keep this page. It never sees what was said before it might."""
    return viewer.person is None and before is None and viewer.room.level == Level.OPEN_INDEXED


def _position(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 18 else None


def _composer(request: HttpRequest, page: RoomPage) -> Composer:
    viewer = page.viewer
    text = ""
    if draft := request.GET.get("draft", ""):
        text = access_draft(access_person(request.user), draft).text
    reply_to, question = _reply(viewer, request.GET.get("reply_to", ""))
    return composer(
        viewer,
        page.publicness,
        page.questions,
        Typed(
            Submission(text, question=question, reply_to=reply_to.id if reply_to else ""),
            draft=draft,
            reply_to=reply_to,
        ),
    )


def _reply(viewer: Viewer, public_id: str) -> tuple[ReplyTo | None, str]:
    """The post that is answered, and the question that the answer then belongs to."""
    if not public_id:
        return None, ""
    post = access_post(viewer, public_id)
    question = post.question.public_id if post.question else ""
    return ReplyTo(post.public_id, post.author.pseudonym), question


@require_safe
@unkept
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """Posts of this room that hold all the words."""
    viewer = access_room(request.user, slug)
    words = request.GET.get("q", "").strip()[:200]
    found = post_cards(viewer, search_posts(viewer, words)) if words else []
    context = {"room": viewer.room, "viewer": viewer, "words": words, "found": found}
    return render(request, "rooms/search.html", context)
