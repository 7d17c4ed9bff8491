"""What stands in the feed of an open room. Nothing held, withdrawn, removed or expired."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max

from openrounds.audit.models import LogEntry
from openrounds.rooms.access import Viewer, access_room, no_room
from openrounds.rooms.models import Level, LiveChat, Post, PostState
from openrounds.rooms.queries.calendar import feed_changed_at
from openrounds.rooms.queries.posts import visible_posts

SHOWN_POSTS = 50
SHOWN_CHATS = 20


@dataclass(frozen=True, slots=True)
class ChatEntry:
    """A chat and when it was last planned, changed, begun or ended."""

    chat: LiveChat
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class RoomFeed:
    """The news of an open room as anybody at all may read it, newest first."""

    viewer: Viewer
    posts: Sequence[Post]
    chats: Sequence[ChatEntry]
    changed_at: datetime

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may keep it."""
        return bool(self.viewer.room.level == Level.OPEN_INDEXED)


def room_feed(slug: str) -> RoomFeed:
    """The feed of a room; a room that is not open sounds like none, whoever asks.

    In a room that search engines may show, the feed leaves out what was posted before they might.
    """
    viewer = access_room(AnonymousUser(), slug)
    if not Level(viewer.room.level).is_open:
        raise no_room()
    for_index = viewer.room.level == Level.OPEN_INDEXED
    posts = visible_posts(viewer, for_index=for_index).filter(state=PostState.PUBLISHED)
    return RoomFeed(
        viewer=viewer,
        posts=list(posts.order_by("-position")[:SHOWN_POSTS]),
        chats=_chats(viewer),
        changed_at=feed_changed_at(viewer.room),
    )


def _chats(viewer: Viewer) -> list[ChatEntry]:
    chats = list(LiveChat.objects.filter(room=viewer.room).order_by("-starts_at")[:SHOWN_CHATS])
    changed = _changes([chat.public_id for chat in chats])
    return [ChatEntry(chat, changed.get(chat.public_id, viewer.room.created_at)) for chat in chats]


def _changes(public_ids: Sequence[str]) -> Mapping[str, datetime]:
    entries = LogEntry.objects.filter(
        object_kind="chat", object_ref__in=public_ids, action__startswith="chat."
    )
    rows = entries.order_by().values_list("object_ref").annotate(last=Max("at"))
    return dict(rows)
