"""Mail about rooms and chats, in the reader's language and their time.

A mail cannot be called back. So none holds a word that a member wrote, and no subject line names a
room, a person or a condition: whoever looks at a locked telephone learns nothing.
"""

from collections.abc import Mapping

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from openrounds.accounts.mail import queue_mail
from openrounds.accounts.models import Person
from openrounds.rooms.models import LiveChat, Membership, Reminder
from openrounds.rooms.queries.digest import DigestNews
from openrounds.rooms.stopping import MailKind, Stop, stop_url
from openrounds.web.addresses import absolute

SUBJECTS: Mapping[str, Promise] = {
    "reminder_day": gettext_lazy("A chat begins within a day"),
    "reminder_hour": gettext_lazy("A chat begins within an hour"),
    "chat_moved": gettext_lazy("A chat has another time"),
    "chat_called_off": gettext_lazy("A chat does not take place"),
    "digest": gettext_lazy("News from a room of yours"),
}


def zone_of(person: Person) -> str:
    """The time zone somebody's mail is written in."""
    return person.time_zone or settings.TIME_ZONE


def remind(reminder: Reminder, *, letter: str) -> None:
    """Write to somebody who wants to be reminded of a chat: it begins, is moved or called off."""
    chat = reminder.chat
    stop = Stop(MailKind.REMINDER, reminder.public_id)
    _send(reminder.person, letter, {"chat": chat, "room_url": _room_url(chat)}, stop)


def send_digest(membership: Membership, news: DigestNews) -> None:
    """Write to a member what is new in their room: numbers, times and links."""
    if membership.person is None:
        return
    context = {
        "news": news,
        "room": membership.room,
        "room_url": absolute(reverse("rooms:room", args=[membership.room.slug])),
    }
    _send(membership.person, "digest", context, Stop(MailKind.DIGEST, membership.public_id))


def _room_url(chat: LiveChat) -> str:
    return absolute(reverse("rooms:room", args=[chat.room.slug]))


def _send(person: Person, letter: str, context: Mapping[str, object], stop: Stop) -> None:
    stop_here = stop_url(stop)
    known = {
        "site_name": settings.SITE_NAME,
        "stop_url": stop_here,
        "choices_url": absolute(reverse("accounts:mail")),
        "zone": zone_of(person),
    }
    language = person.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(person)):
        subject = f"{settings.SITE_NAME}: {SUBJECTS[letter]}"
        body = render_to_string(f"rooms/mail/{letter}.txt", {**known, **context})
    headers = {
        "List-Unsubscribe": f"<{stop_here}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    queue_mail(person.email, subject=subject, body=body, headers=headers)
