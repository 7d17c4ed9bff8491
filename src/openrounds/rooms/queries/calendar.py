"""What stands in the calendar of a room, and when the room last changed."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from openrounds.audit.models import LogEntry
from openrounds.rooms.models import LiveChat, Post, Room

# What a feed shows. Not of held posts: when one came in is nobody's business.
SHOWN_BY_FEEDS = Q(action__startswith="chat.") | Q(action__startswith="room.")
POSTS_IN_FEEDS = Q(object_kind="post")


def room_chats(room: Room) -> Sequence[LiveChat]:
    """Every chat of a room, oldest first."""
    return list(LiveChat.objects.filter(room=room).order_by("starts_at"))


def chat_with_series(chat: LiveChat) -> Sequence[LiveChat]:
    """A chat, and all others of its series when it recurs."""
    first = chat.series_id or chat.pk
    return list(LiveChat.objects.filter(Q(pk=first) | Q(series=first)).order_by("starts_at"))


def calendar_changed_at(room: Room) -> datetime:
    """When a chat of this room was last planned, changed, begun or ended."""
    return _last(room, Q(action__startswith="chat.")) or room.created_at


def feed_changed_at(room: Room) -> datetime:
    """When a feed of this room last changed. A withdrawal is a change; a held post is none."""
    seen = Post.objects.filter(room=room, position__isnull=False).values("public_id")
    return _last(room, SHOWN_BY_FEEDS | Q(POSTS_IN_FEEDS, object_ref__in=seen)) or room.created_at


def _last(room: Room, which: Q) -> datetime | None:
    entries = LogEntry.objects.filter(which, room_ref=room.slug)
    return entries.order_by("-id").values_list("at", flat=True).first()
