"""What is on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from openrounds.accounts.access import has_role
from openrounds.accounts.models import Person, Role
from openrounds.moderation.access import moderated_rooms
from openrounds.moderation.models import Case, CaseState, Decision, Report, Unmasking
from openrounds.rooms.models import Post, PostState, Room

CONTEXT_POSTS = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, and since when."""

    count: int
    oldest: datetime | None


def open_cases(person: Person) -> QuerySet[Case]:
    """The cases this person may decide, the gravest first and the oldest among equals."""
    return (
        Case.objects.filter(state=CaseState.OPEN, room__in=moderated_rooms(person))
        .select_related("room", "post", "post__author", "post__question")
        .order_by("-severity", "opened_at", "pk")
    )


def next_case(person: Person, *, after: Case | None = None) -> Case | None:
    """The first case nobody else is looking at; after a given one, the next in order."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now) | Q(claimed_by_ref=person.log_ref)
    cases = list(open_cases(person).filter(free)[:100])
    if after is None:
        return cases[0] if cases else None
    ids = [case.pk for case in cases]
    place = ids.index(after.pk) + 1 if after.pk in ids else 0
    others = cases[place:] + cases[: max(0, place - 1)]
    return others[0] if others else None


def context_of(case: Case) -> Sequence[Post]:
    """The posts that stood before this one when it was sent, oldest first."""
    before = Post.objects.filter(
        room=case.room, state=PostState.PUBLISHED, published_at__lt=case.post.submitted_at
    ).exclude(pk=case.post.pk)
    rows = before.select_related("author").order_by("-position")[:CONTEXT_POSTS]
    return list(rows)[::-1]


def waiting_in(room: Room) -> Waiting:
    """How many posts of one room wait for a decision."""
    open_now = Case.objects.filter(room=room, state=CaseState.OPEN)
    found = open_now.aggregate(count=Count("pk"), oldest=Min("opened_at"))
    return Waiting(found["count"], found["oldest"])


def decided_lately(person: Person) -> QuerySet[Decision]:
    """Decisions of the last day in this person's rooms, newest first."""
    return (
        Decision.objects.filter(
            case__room__in=moderated_rooms(person), at__gt=timezone.now() - timedelta(days=1)
        )
        .select_related("case", "case__room", "case__post", "case__post__author")
        .order_by("-at")[:50]
    )


def decisions_about(person: Person) -> QuerySet[Decision]:
    """What was decided about this person's own posts, newest first; undone ones are left out."""
    return (
        Decision.objects.filter(case__post__author__person=person, undone_at=None)
        .select_related("case", "case__room", "case__post")
        .order_by("-at")
    )


def is_on_the_desk(person: Person) -> bool:
    """Whether this person decides about posts anywhere. One query at the most."""
    return has_role(person, Role.MODERATOR) or moderated_rooms(person).exists()


def unread_decisions(person: Person) -> int:
    """How many answers of moderators this person has not opened."""
    return decisions_about(person).filter(seen_at=None).count()


def reports_by(person: Person) -> QuerySet[Report]:
    """What this person reported, newest first, with its case: what became of it."""
    return (
        Report.objects.filter(reporter__person=person)
        .select_related("case", "case__room", "case__post")
        .order_by("-at")
    )


def unmaskings_of(person: Person) -> QuerySet[Unmasking]:
    """Who looked behind this person's pseudonyms, where and why, newest first."""
    return (
        Unmasking.objects.filter(member__person=person)
        .select_related("member", "member__room")
        .order_by("-at")
    )
