"""Who is to be written to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from openrounds.accounts.models import Person
from openrounds.rooms.models import (
    ChatState,
    Digest,
    LiveChat,
    Membership,
    MembershipState,
    Reminder,
    RoomState,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def reminders_due(now: datetime) -> QuerySet[Reminder]:
    """Reminders of chats that begin within a day or an hour, and that were not sent yet."""
    within_day = Q(day_before=True, day_sent_at=None, chat__starts_at__gt=now + HOUR)
    within_hour = Q(hour_before=True, hour_sent_at=None, chat__starts_at__lte=now + HOUR)
    return (
        Reminder.objects.select_related("person", "chat", "chat__room")
        .filter(within_day | within_hour)
        .filter(
            chat__state=ChatState.PLANNED, chat__starts_at__gt=now, chat__starts_at__lte=now + DAY
        )
        .order_by("pk")
    )


def reminders_of(chat: LiveChat) -> QuerySet[Reminder]:
    """Everybody who wants to be reminded of a chat."""
    found = Reminder.objects.select_related("person", "chat", "chat__room").filter(chat=chat)
    return found.order_by("pk")


def digests_wanted() -> QuerySet[Membership]:
    """Memberships that get a digest."""
    return (
        Membership.objects.select_related("person", "room")
        .filter(state=MembershipState.ACTIVE, person__is_active=True)
        .exclude(digest=Digest.NONE)
        .exclude(room__state=RoomState.GONE)
        .order_by("pk")
    )


def reminder_and_later(public_id: str) -> QuerySet[Reminder]:
    """The reminder of that mail, and those of the same person for the rest of its series."""
    found = Reminder.objects.select_related("chat").filter(public_id=public_id).first()
    if found is None:
        return Reminder.objects.none()
    series = found.chat.series_id or found.chat_id
    return Reminder.objects.filter(person=found.person).filter(
        Q(chat=series) | Q(chat__series=series)
    )


def membership_of_digest(public_id: str) -> Membership | None:
    """The membership that a digest was sent to."""
    return Membership.objects.filter(public_id=public_id).first()


@dataclass(frozen=True, slots=True)
class MailChoices:
    """The mail about rooms that somebody may get."""

    memberships: Sequence[Membership]
    reminders: Sequence[Reminder]


def mail_choices(person: Person) -> MailChoices:
    """Every room somebody is in, with how often news come, and the reminders still to come."""
    memberships = Membership.objects.select_related("room").filter(
        person=person, state=MembershipState.ACTIVE
    )
    reminders = Reminder.objects.select_related("chat__room").filter(
        person=person, chat__state=ChatState.PLANNED
    )
    return MailChoices(
        list(memberships.exclude(room__state=RoomState.GONE).order_by(Lower("room__title"))),
        list(reminders.order_by("chat__starts_at")),
    )
