"""What a stream entry says when it is sent: read now, so that a post withdrawn meanwhile is gone.

Every function returns flat JSON objects; `docs/reference/live-protocol.md` describes them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openrounds.rooms.models import (
    ChatState,
    Level,
    LiveChat,
    Membership,
    Post,
    PostState,
    Question,
    Room,
    RoomRole,
)
from openrounds.rooms.topics import room_of_topic

Frame = dict[str, Any]

GONE = {
    PostState.WITHDRAWN: "withdrawn",
    PostState.REMOVED: "removed",
    PostState.EXPIRED: "expired",
}


def frames(topic_key: str, entries: Sequence[tuple[str, str]]) -> list[Frame]:
    """One object for each (kind, ref) of a topic, in order."""
    room = Room.objects.get(pk=room_of_topic(topic_key))
    posts = _posts([ref for kind, ref in entries if _is_about_post(kind)])
    return [_frame(room, kind, ref, posts) for kind, ref in entries]


def _frame(room: Room, kind: str, ref: str, posts: dict[str, Post]) -> Frame:
    if _is_about_post(kind):
        return _post_frame(room, kind, posts.get(ref), ref)
    if kind == "question":
        return _question_frame(room, ref)
    if kind == "chat":
        return _chat_frame(room, ref)
    if kind == "room":
        return room_frame(room)
    return {"kind": kind, "room": room.slug, "ref": ref}


def _is_about_post(kind: str) -> bool:
    return kind in ("post", "post.edited", "post.gone", "reactions", "pin")


def _posts(public_ids: Sequence[str]) -> dict[str, Post]:
    rows = Post.objects.filter(public_id__in=set(public_ids))
    rows = rows.select_related("author", "question", "reply_to")
    return {post.public_id: post for post in rows}


def _post_frame(room: Room, kind: str, post: Post | None, ref: str) -> Frame:
    if post is None or post.state != PostState.PUBLISHED:
        return {
            "kind": "post.gone",
            "room": room.slug,
            "id": ref,
            "position": post.position if post else None,
            "reason": GONE.get(PostState(post.state), "removed") if post else "removed",
        }
    if kind == "reactions":
        return {"kind": kind, "room": room.slug, "id": ref, "reactions": post.reactions}
    if kind == "pin":
        return {"kind": kind, "room": room.slug, "id": ref, "pinned": post.pinned_at is not None}
    return {"kind": kind, "room": room.slug, **post_value(post)}


def post_frame(post: Post) -> Frame:
    """A post as it is told when it comes out, for the page of whoever has just sent it."""
    return {"kind": "post", "room": post.room.slug, **post_value(post)}


def post_value(post: Post) -> Frame:
    """A post as everybody who may read it sees it.

    Times are cut to the minute: an exact one could be matched with what the same person does in
    another room.
    """
    value: Frame = {
        "id": post.public_id,
        "position": post.position,
        "author": author_value(post.author),
        "at": minute(post.published_at),
        "text": "",
        "question": post.question.public_id if post.question else None,
        "reply_to": _answered(post),
        "edited": post.edited_at is not None,
        "pinned": post.pinned_at is not None,
        "reactions": post.reactions,
        "gone": None,
    }
    if post.state == PostState.PUBLISHED:
        value["text"] = post.text
    else:
        value["gone"] = GONE.get(PostState(post.state), "removed")
        value["author"] = None
    return value


def _answered(post: Post) -> str | None:
    """The post that this one answers, unless that was said to fewer people than read this one."""
    original = post.reply_to
    if original is None:
        return None
    was_said_here = original.audience_id == post.audience_id
    if was_said_here or original.audience.level >= post.audience.level:
        return original.public_id
    return None


def author_value(author: Membership) -> Frame:
    """Who wrote, as this room knows them."""
    return {
        "id": author.public_id,
        "name": author.pseudonym,
        "role": author.role,
        "role_words": "" if author.role == RoomRole.MEMBER else author.get_role_display(),
        "line": author.line,
    }


def _question_frame(room: Room, ref: str) -> Frame:
    question = Question.objects.filter(public_id=ref).first()
    if question is None:
        return {"kind": "question.gone", "room": room.slug, "id": ref}
    return {"kind": "question", "room": room.slug, **question_value(question)}


def question_value(question: Question) -> Frame:
    """A question that has been opened."""
    return {
        "id": question.public_id,
        "number": question.number,
        "label": question.label,
        "text": question.text,
        "state": question.state,
    }


def _chat_frame(room: Room, ref: str) -> Frame:
    chat = LiveChat.objects.filter(public_id=ref).first()
    if chat is None:
        return {"kind": "chat.gone", "room": room.slug, "id": ref}
    return {
        "kind": "chat",
        "room": room.slug,
        "id": chat.public_id,
        "state": chat.state,
        "title": chat.title,
        "starts_at": chat.starts_at.isoformat(),
        "ends_at": chat.ends_at.isoformat(),
        "live": chat.state == ChatState.LIVE,
    }


def room_frame(room: Room) -> Frame:
    """What holds in the room now."""
    return {
        "kind": "room",
        "room": room.slug,
        "title": room.title,
        "level": Level(room.level).code,
        "state": room.state,
        "slow_mode_s": room.slow_mode_s,
        "locked": room.locked,
        "hold_all": room.hold_all,
        "reactions_on": room.reactions_on,
        "gone_at": room.gone_at.isoformat() if room.gone_at else None,
    }


def minute(moment: datetime | None) -> str:
    """ISO 8601 in UTC, cut to the minute."""
    return moment.strftime("%Y-%m-%dT%H:%MZ") if moment else ""
