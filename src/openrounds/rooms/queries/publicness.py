"""How public a room is now: the one answer that pages, the API and the live stream all give."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from openrounds.accounts.models import Person, Role
from openrounds.realtime.queries import reading_elsewhere
from openrounds.rooms.models import (
    Level,
    Membership,
    MembershipState,
    PublicnessChange,
    Room,
)

COUNT_KEPT_S = 20
PRESENCE_HOLDS = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class RoomPublicness:
    """Who can read what is posted in a room now, and until when.

    `able` counts the accounts that can read; it is None where the whole web can. `reading` counts
    those who have the page open. `narrows_on` and `gone_on` are the dates that were promised.
    """

    level: Level
    able: int | None
    reading: int
    narrows_to: Level | None = None
    narrows_on: datetime | None = None
    gone_on: datetime | None = None

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may show it."""
        return self.level == Level.OPEN_INDEXED

    @property
    def is_open(self) -> bool:
        """Whether everybody on the web can read it."""
        return self.level.is_open


def publicness_of(room: Room) -> RoomPublicness:
    """The room's level, numbers and promises. Two queries, and at times a count."""
    promise = (
        PublicnessChange.objects.filter(
            room=room, applied_at=None, cancelled_at=None, level__lt=room.level
        )
        .order_by("due_at")
        .first()
    )
    return RoomPublicness(
        level=Level(room.level),
        able=_able(room),
        reading=_reading(room),
        narrows_to=Level(promise.level) if promise else None,
        narrows_on=promise.due_at if promise else None,
        gone_on=room.gone_at,
    )


def _able(room: Room) -> int | None:
    """Counted at most every few seconds: it is shown rounded, and pages are asked for often."""
    if Level(room.level).is_open:
        return None
    key = f"rooms.able:{room.pk}:{room.level}"
    return int(cache.get_or_set(key, lambda: _count_able(room), COUNT_KEPT_S) or 0)


def _count_able(room: Room) -> int:
    if room.level == Level.MEMBERS:
        return Person.objects.filter(is_active=True).count()
    here = Q(
        pk__in=Membership.objects.filter(room=room, state=MembershipState.ACTIVE).values("person")
    )
    roles = [Role.MODERATOR, Role.ADMINISTRATOR]
    if room.level == Level.PROFESSIONALS:
        roles.append(Role.CLINICIAN_CLAIMED)
    by_role = Q(roles__role__in=roles, roles__ended_at=None)
    return Person.objects.filter(here | by_role, is_active=True).distinct().count()


def _reading(room: Room) -> int:
    return reading_elsewhere("", since=timezone.now() - PRESENCE_HOLDS).get(room.slug, 0)
