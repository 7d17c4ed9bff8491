"""What is new in a room for one of its members, in numbers; and when a digest is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import (
    ChatState,
    Digest,
    Level,
    LiveChat,
    PostState,
    PublicnessChange,
)
from openrounds.rooms.queries.notices import current_notice, standing
from openrounds.rooms.queries.posts import visible_posts, without_muted

MORNING = time(8)
LOOK_AHEAD = {Digest.DAILY: timedelta(days=2), Digest.WEEKLY: timedelta(days=8)}
PROMISE_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ChatNews:
    """A chat that took place, and how many posts of it the reader can see."""

    chat: LiveChat
    posts: int


@dataclass(frozen=True, slots=True)
class DigestNews:
    """What a digest tells. `narrows_to` and `narrows_at`: a promise that falls due soon."""

    posts: int
    chats: Sequence[ChatNews]
    planned: Sequence[LiveChat]
    notice_is_new: bool
    narrows_to: Level | None
    narrows_at: datetime | None
    gone_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write about."""
        return not (self.posts or self.chats or self.planned or self.notice_is_new)


def digest_due_at(digest: Digest, now: datetime, zone: str) -> datetime:
    """The latest moment, not after now, at which a digest was due: eight in the morning there.

    A weekly digest is due on Mondays.
    """
    local = now.astimezone(ZoneInfo(zone))
    day = local.date()
    if digest == Digest.WEEKLY:
        day -= timedelta(days=day.weekday())
    step = timedelta(days=7 if digest == Digest.WEEKLY else 1)
    due = datetime.combine(day, MORNING, tzinfo=local.tzinfo)
    return due if due <= now else datetime.combine(day - step, MORNING, tzinfo=local.tzinfo)


def digest_news(viewer: Viewer, digest: Digest, *, since: datetime, now: datetime) -> DigestNews:
    """What happened in the room since, as far as this member may read it, and what comes."""
    seen = without_muted(viewer, visible_posts(viewer)).filter(
        state=PostState.PUBLISHED, published_at__gt=since
    )
    per_chat = {
        row["chat"]: row["n"] for row in seen.order_by().values("chat").annotate(n=Count("pk"))
    }
    over = LiveChat.objects.filter(room=viewer.room, state=ChatState.OVER, closed_at__gt=since)
    planned = LiveChat.objects.filter(
        room=viewer.room,
        state=ChatState.PLANNED,
        starts_at__gt=now,
        starts_at__lt=now + LOOK_AHEAD[digest],
    )
    promise = _promise_due(viewer, now)
    gone_at = viewer.room.gone_at
    return DigestNews(
        posts=sum(per_chat.values()),
        chats=[ChatNews(chat, per_chat.get(chat.pk, 0)) for chat in over.order_by("closed_at")],
        planned=list(planned.order_by("starts_at")),
        notice_is_new=_notice_is_new(viewer),
        narrows_to=Level(promise.level) if promise else None,
        narrows_at=promise.due_at if promise else None,
        gone_at=gone_at if gone_at and gone_at < now + PROMISE_AHEAD else None,
    )


def _notice_is_new(viewer: Viewer) -> bool:
    stands = standing(viewer.membership, current_notice(viewer.room))
    return bool(stands.accepted_version) and not stands.accepted


def _promise_due(viewer: Viewer, now: datetime) -> PublicnessChange | None:
    return (
        PublicnessChange.objects.filter(
            room=viewer.room,
            applied_at=None,
            cancelled_at=None,
            level__lt=viewer.room.level,
            due_at__lt=now + PROMISE_AHEAD,
        )
        .order_by("due_at")
        .first()
    )
