"""Atom and RSS of an open room."""

import hashlib
import time
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from openrounds.rooms import syndication
from openrounds.rooms.feed_wording import chat_text, chat_title, post_title
from openrounds.rooms.models import Post
from openrounds.rooms.queries.feeds import ChatEntry, RoomFeed, room_feed
from openrounds.rooms.syndication import Channel, Entry
from openrounds.web.addresses import absolute, site_host
from openrounds.web.robots import allow_indexing

WRITERS: dict[str, tuple[Callable[[Channel, Sequence[Entry]], str], str]] = {
    "atom": (syndication.atom, "application/atom+xml; charset=utf-8"),
    "rss": (syndication.rss, "application/rss+xml; charset=utf-8"),
}


@require_safe
def feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The room's news as anybody may read it. Kept by no cache without asking again."""
    found = room_feed(slug)
    if found.is_indexed:
        allow_indexing(request)
    write, content_type = WRITERS[form]
    with translation.override(found.viewer.room.language):
        body = write(_channel(request, found), _entries(found)).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if _is_known(request, etag, found):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = etag
    if int(time.time()) > int(found.changed_at.timestamp()):
        # Only when its second is over: until then another change could have the same date.
        response.headers["Last-Modified"] = http_date(found.changed_at.timestamp())
    # A shared cache may keep it, and has to ask each time: what was withdrawn is gone at once.
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _is_known(request: HttpRequest, etag: str, found: RoomFeed) -> bool:
    """RFC 9110, 13.1: the entity tag counts when there is one, otherwise the date."""
    if tags := request.headers.get("If-None-Match", ""):
        return etag in tags or tags.strip() == "*"
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and int(found.changed_at.timestamp()) <= since


def _channel(request: HttpRequest, found: RoomFeed) -> Channel:
    room = found.viewer.room
    return Channel(
        title=room.title,
        purpose=room.purpose,
        url=absolute(reverse("rooms:room", args=[room.slug])),
        feed_url=absolute(request.path),
        host=site_host(),
        language=room.language,
        ref=f"room/{room.slug}",
        since=room.created_at,
        changed_at=found.changed_at,
    )


def _entries(found: RoomFeed) -> list[Entry]:
    entries = [
        *(_post_entry(found, post) for post in found.posts),
        *(_chat_entry(found, one) for one in found.chats),
    ]
    return sorted(entries, key=lambda entry: entry.changed_at, reverse=True)


def _post_entry(found: RoomFeed, post: Post) -> Entry:
    published = (post.published_at or post.submitted_at).replace(second=0, microsecond=0)
    edited = post.edited_at.replace(second=0, microsecond=0) if post.edited_at else published
    url = reverse("rooms:post", args=[found.viewer.room.slug, post.public_id])
    return Entry(
        ref=f"post/{post.public_id}",
        title=post_title(post),
        text=post.text,
        url=absolute(url),
        at=published,
        changed_at=edited,
    )


def _chat_entry(found: RoomFeed, entry: ChatEntry) -> Entry:
    chat = entry.chat
    url = reverse("rooms:chat", args=[found.viewer.room.slug, chat.public_id])
    return Entry(
        ref=f"chat/{chat.public_id}",
        title=chat_title(chat),
        text=chat_text(chat),
        url=absolute(url),
        at=entry.changed_at,
        changed_at=entry.changed_at,
    )
