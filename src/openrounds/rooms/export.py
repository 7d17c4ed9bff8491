"""What rooms know of somebody, for the archive "Everything about you"."""

from collections.abc import Iterator
from typing import Any

from openrounds.accounts.export import as_json
from openrounds.accounts.models import Person
from openrounds.rooms.models import (
    Acceptance,
    Block,
    BoxQuestion,
    Draft,
    Membership,
    Post,
    Reaction,
    Reminder,
)

Rows = list[dict[str, Any]]


def rooms_part(person: Person) -> Iterator[tuple[str, bytes]]:
    """Files about one person: names in rooms, posts, drafts, notices accepted, mail wanted."""
    yield "rooms.json", as_json(_memberships(person))
    yield "posts.json", as_json(_posts(person))
    yield "drafts.json", as_json(_drafts(person))
    yield "notices-accepted.json", as_json(_acceptances(person))
    yield "reactions.json", as_json(_reactions(person))
    yield "questions-sent-to-hosts.json", as_json(_box_questions(person))
    yield "reminders.json", as_json(_reminders(person))
    yield "people-not-to-meet.json", as_json(_blocks(person))


def _memberships(person: Person) -> Rows:
    rows = Membership.objects.filter(person=person).order_by("joined_at")
    return [
        {
            "room": row.room.slug,
            "title": row.room.title,
            "name there": row.pseudonym,
            "words beside the name": row.line,
            "role": row.role,
            "state": row.state,
            "since": row.joined_at,
            "posts published": row.posts_published,
            "posting paused until": row.quiet_until,
            "news by mail": row.digest,
            "secret calendar address": hasattr(row, "calendar_key"),
        }
        for row in rows.select_related("room", "calendar_key")
    ]


def _posts(person: Person) -> Rows:
    rows = Post.objects.select_related("room", "chat", "question", "author", "reply_to")
    return [
        {
            "room": row.room.slug,
            "id": row.public_id,
            "name there": row.author.pseudonym,
            "chat": row.chat.title if row.chat else "",
            "question": row.question.text if row.question else "",
            "answer to": row.reply_to.public_id if row.reply_to else "",
            "text": row.text,
            "state": row.state,
            "why it waited": row.hold_reasons,
            "what the guard saw": row.finding_kinds,
            "sent": row.submitted_at,
            "published": row.published_at,
            "changed": row.edited_at,
            "sha256 of the text": row.content_hash,
        }
        for row in rows.filter(author__person=person).order_by("submitted_at")
    ]


def _drafts(person: Person) -> Rows:
    rows = Draft.objects.filter(person=person).order_by("kept_at")
    return [dict(row) for row in rows.values("room__slug", "text", "kept_at")]


def _acceptances(person: Person) -> Rows:
    rows = Acceptance.objects.select_related("notice", "notice__room", "notice__chat")
    return [
        {
            "room": row.notice.room.slug,
            "chat": row.notice.chat.title if row.notice.chat else "",
            "version": row.version,
            "sha256 of the notice": row.digest,
            "accepted": row.at,
            "taken back": row.withdrawn_at,
            "notice": row.notice.text,
        }
        for row in rows.filter(membership__person=person).order_by("at")
    ]


def _reactions(person: Person) -> Rows:
    rows = Reaction.objects.filter(author__person=person).order_by("pk")
    return [dict(row) for row in rows.values("post__room__slug", "post__public_id", "kind")]


def _box_questions(person: Person) -> Rows:
    rows = BoxQuestion.objects.filter(author__person=person).order_by("sent_at")
    return [
        dict(row)
        for row in rows.values("chat__room__slug", "chat__title", "text", "state", "sent_at")
    ]


def _reminders(person: Person) -> Rows:
    rows = Reminder.objects.filter(person=person).order_by("chat__starts_at")
    return [
        dict(row)
        for row in rows.values(
            "chat__room__slug", "chat__title", "chat__starts_at", "day_before", "hour_before"
        )
    ]


def _blocks(person: Person) -> Rows:
    rows = Block.objects.filter(owner__person=person).order_by("pk")
    return [dict(row) for row in rows.values("owner__room__slug", "target__pseudonym", "kind")]
