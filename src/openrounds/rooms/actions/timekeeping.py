"""What happens to rooms and chats by the clock, when nobody presses anything."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from openrounds.audit.actions import append as log
from openrounds.events import emit
from openrounds.realtime.actions import append as tell
from openrounds.rooms.actions.chats import plan_following
from openrounds.rooms.actions.posts import expire_posts
from openrounds.rooms.actions.rooms import mark_gone
from openrounds.rooms.events import ChatEnded
from openrounds.rooms.models import (
    BoxQuestion,
    ChatState,
    Draft,
    LiveChat,
    Membership,
    Question,
    QuestionState,
    Reminder,
    Room,
)
from openrounds.rooms.topics import current_topic

MISSED_AFTER = timedelta(days=1)  # a planned chat that nobody has begun, counted from its end
FORGOTTEN_AFTER = timedelta(hours=12)  # a live chat that nobody has ended


def close_overdue_chats(now: datetime) -> int:
    """End chats that were never begun, or never ended, by their hosts; returns how many."""
    missed = LiveChat.objects.filter(state=ChatState.PLANNED, ends_at__lt=now - MISSED_AFTER)
    forgotten = LiveChat.objects.filter(state=ChatState.LIVE, ends_at__lt=now - FORGOTTEN_AFTER)
    overdue = [
        *((chat, ChatState.CANCELLED) for chat in missed),
        *((chat, ChatState.OVER) for chat in forgotten),
    ]
    return sum(_close_overdue(chat, state, now) for chat, state in overdue)


@transaction.atomic
def _close_overdue(chat: LiveChat, state: ChatState, now: datetime) -> bool:
    chat = LiveChat.objects.select_for_update(of=("self",)).select_related("room").get(pk=chat.pk)
    if chat.state not in (ChatState.PLANNED, ChatState.LIVE):
        return False
    Question.objects.filter(chat=chat, state=QuestionState.OPEN).update(
        state=QuestionState.CLOSED, closed_at=now
    )
    chat.state, chat.closed_at, chat.sequence = state, now, chat.sequence + 1
    chat.save()
    log("chat.lapsed", of=("chat", chat.public_id), room_ref=chat.room.slug)
    emit(ChatEnded(chat.room.slug, chat.public_id))
    tell(current_topic(chat.room), "chat", chat.public_id)
    plan_following(chat, now)
    return True


def close_gone_room(room: Room, now: datetime) -> None:
    """Keep the promise of a room's last day: every text goes, in batches, then the room closes."""
    while expire_posts(room):
        pass
    _erase_around(room, now)
    mark_gone(room)


@transaction.atomic
def _erase_around(room: Room, now: datetime) -> None:
    Draft.objects.filter(room=room).delete()
    BoxQuestion.objects.filter(chat__room=room).delete()
    unfinished = LiveChat.objects.filter(room=room)
    unfinished.filter(state=ChatState.PLANNED).update(state=ChatState.CANCELLED, closed_at=now)
    unfinished.filter(state=ChatState.LIVE).update(state=ChatState.OVER, closed_at=now)


def mark_day_reminder(reminder: Reminder, now: datetime) -> bool:
    """Note that the mail of the day before is on its way; says whether it was not before."""
    return _mark(Reminder.objects.filter(pk=reminder.pk, day_sent_at=None), day_sent_at=now)


def mark_hour_reminder(reminder: Reminder, now: datetime) -> bool:
    """Note that the mail of the hour before is on its way; says whether it was not before."""
    return _mark(Reminder.objects.filter(pk=reminder.pk, hour_sent_at=None), hour_sent_at=now)


def mark_digest(membership: Membership, now: datetime) -> bool:
    """Note that a digest has been made; says whether nobody else did so meanwhile."""
    rows = Membership.objects.filter(pk=membership.pk, digest_sent_at=membership.digest_sent_at)
    return _mark(rows, digest_sent_at=now)


def _mark(rows: "QuerySet[Reminder] | QuerySet[Membership]", **columns: datetime) -> bool:
    return rows.update(**columns) == 1


@transaction.atomic
def stop_reminders(reminders: QuerySet[Reminder]) -> None:
    """No mail about these chats any more, by the link in the mail itself."""
    reminders.delete()
