"""Reminders, news, and what has changed about a chat that somebody wanted to come to."""

from django.db import transaction
from django.utils import timezone

from openrounds.jobs import Entry, handler
from openrounds.jobs.registry import Payload
from openrounds.rooms import letters
from openrounds.rooms.access import viewer_at
from openrounds.rooms.actions.chats import CALLED_OFF, MOVED
from openrounds.rooms.actions.timekeeping import (
    mark_day_reminder,
    mark_digest,
    mark_hour_reminder,
)
from openrounds.rooms.models import Digest, LiveChat, Membership, Reminder
from openrounds.rooms.queries.digest import digest_due_at, digest_news
from openrounds.rooms.queries.mail import HOUR, digests_wanted, reminders_due, reminders_of

REMIND = Entry("rooms.remind", every_s=60)
DIGEST = Entry("rooms.digest", every_s=15 * 60)


@handler(REMIND.kind)
def remind(_: Payload) -> None:
    """Write to everybody whose chat begins within a day or an hour, once each."""
    for reminder in reminders_due(timezone.now()):
        _remind(reminder)


@transaction.atomic
def _remind(reminder: Reminder) -> None:
    now = timezone.now()
    is_hour = reminder.chat.starts_at <= now + HOUR
    mark = mark_hour_reminder if is_hour else mark_day_reminder
    if mark(reminder, now) and _may_be_told(reminder):
        letters.remind(reminder, letter="reminder_hour" if is_hour else "reminder_day")


def _may_be_told(reminder: Reminder) -> bool:
    """Not who has lost their account, their address, or the right to read the room."""
    person = reminder.person
    reachable = person.is_active and bool(person.email)
    return reachable and viewer_at(reminder.chat.room, person).may_read


@handler(MOVED, atomic=True)
def tell_moved(payload: Payload) -> None:
    """Tell those who wanted to be reminded that the chat has another time."""
    _tell_about_chat(payload, "chat_moved")


@handler(CALLED_OFF, atomic=True)
def tell_called_off(payload: Payload) -> None:
    """Tell those who wanted to be reminded that the chat does not take place."""
    _tell_about_chat(payload, "chat_called_off")


def _tell_about_chat(payload: Payload, letter: str) -> None:
    chat = LiveChat.objects.filter(public_id=payload["chat"], sequence=payload["sequence"]).first()
    if chat is None:  # it has changed once more; the later news is on its way
        return
    for reminder in reminders_of(chat):
        if _may_be_told(reminder):
            letters.remind(reminder, letter=letter)


@handler(DIGEST.kind)
def send_digests(_: Payload) -> None:
    """Write to everybody for whom it is eight in the morning, and was not at their last digest."""
    for membership in digests_wanted():
        _send_digest(membership)


@transaction.atomic
def _send_digest(membership: Membership) -> None:
    person, now = membership.person, timezone.now()
    if person is None or not person.email:
        return
    digest, since = Digest(membership.digest), membership.digest_sent_at or membership.joined_at
    if since >= digest_due_at(digest, now, letters.zone_of(person)):
        return
    if not mark_digest(membership, now):
        return
    news = digest_news(viewer_at(membership.room, person), digest, since=since, now=now)
    if not news.is_empty:
        letters.send_digest(membership, news)
