"""What a room shows to everybody who reads the same of it, read once for all who come at once.

The key holds where the room's streams stand, so that whatever is told to readers (a post, one that
was taken back, a question, a level) is never missing from it or too much in it. What is not told,
such as how many are reading, may be as old as `KEPT_S`.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import (
    ChatState,
    LiveChat,
    Membership,
    Post,
    Question,
    QuestionState,
)
from openrounds.rooms.queries.people import staff_of
from openrounds.rooms.queries.posts import latest_posts, pinned_posts
from openrounds.rooms.queries.publicness import RoomPublicness, publicness_of

SHOWN_POSTS = 50
KEPT_S = 2.0
MOST_KEPT = 100


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A room for readers of certain stretches: nothing of it is one viewer's own.

    `questions` are those that were asked in the live chat; `other_chats` those besides it in which
    posts were said, by primary key.
    """

    posts: Sequence[Post]
    has_older: bool
    pinned: Sequence[Post]
    chat: LiveChat | None
    next_chat: LiveChat | None
    questions: Sequence[Question]
    questions_to_come: int
    other_chats: Mapping[int, LiveChat]
    staff: Sequence[Membership]
    publicness: RoomPublicness


_Key = tuple[int, str, bool]
_kept: dict[_Key, tuple[float, Snapshot]] = {}


def newest(viewer: Viewer, cursor: str, *, for_index: bool = False) -> Snapshot:
    """The room as it is now. `cursor` was read before, and names the stretches one may read."""
    if viewer.not_met:
        return read(viewer, for_index=for_index)
    key, now = (viewer.room.pk, cursor, for_index), time.monotonic()
    at, kept = _kept.get(key, (0.0, None))
    if kept is not None and now - at < KEPT_S:
        return kept
    fresh = read(viewer, for_index=for_index)
    _forget_old(now)
    _kept[key] = (now, fresh)
    return fresh


def _forget_old(now: float) -> None:
    """Nothing is kept longer than it is used: a text that was taken back leaves memory, too."""
    for key, (at, _kept_one) in list(_kept.items()):
        if now - at >= KEPT_S or len(_kept) > MOST_KEPT:
            _kept.pop(key, None)


def read(viewer: Viewer, *, before: int | None = None, for_index: bool = False) -> Snapshot:
    """The room now, or its posts before a position, asked of the store."""
    posts = latest_posts(viewer, limit=SHOWN_POSTS + 1, before=before, for_index=for_index)
    has_older, posts = len(posts) > SHOWN_POSTS, posts[-SHOWN_POSTS:]
    chat, next_chat = _chats_now(viewer)
    questions = list(Question.objects.filter(chat=chat).order_by("number")) if chat else []
    asked = [question for question in questions if question.state != QuestionState.PREPARED]
    return Snapshot(
        posts=posts,
        has_older=has_older,
        pinned=pinned_posts(viewer, for_index=for_index) if before is None else [],
        chat=chat,
        next_chat=next_chat,
        questions=asked,
        questions_to_come=len(questions) - len(asked),
        other_chats=_other_chats(posts, chat),
        staff=staff_of(viewer),
        publicness=publicness_of(viewer.room),
    )


def _chats_now(viewer: Viewer) -> tuple[LiveChat | None, LiveChat | None]:
    """The chat that is live and the one that comes next, in one query."""
    rows = list(
        LiveChat.objects.filter(
            room=viewer.room, state__in=(ChatState.LIVE, ChatState.PLANNED)
        ).order_by("starts_at")[:20]
    )
    live = next((row for row in rows if row.state == ChatState.LIVE), None)
    planned = next((row for row in rows if row.state == ChatState.PLANNED), None)
    return live, planned


def _other_chats(posts: Sequence[Post], live: LiveChat | None) -> dict[int, LiveChat]:
    others = {post.chat_id for post in posts if post.chat_id} - {live.pk if live else None}
    return LiveChat.objects.in_bulk(others) if others else {}


def asked_questions(chat: LiveChat | None) -> list[Question]:
    """The questions of a chat that have been asked, for whoever answers one of them."""
    if chat is None:
        return []
    asked = Question.objects.filter(chat=chat).exclude(state=QuestionState.PREPARED)
    return list(asked.order_by("number"))
