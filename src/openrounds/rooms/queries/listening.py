"""Which streams somebody may listen to, asked for many at once: after a restart all come back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from openrounds.accounts.models import Person
from openrounds.errors import OpenRoundsError
from openrounds.rooms.access import Viewer, no_room, viewer_of
from openrounds.rooms.models import Audience, Membership, MembershipState, Room
from openrounds.rooms.topics import staff_topic, stretch_topic


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody, or nobody in particular, who wants to hear some rooms, by their slugs."""

    person: Person | None
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """The streams that may be heard: pairs of topic key and room slug."""

    topics: tuple[tuple[str, str], ...]


def hearings(wishes: Sequence[Wish]) -> list[Hearing | OpenRoundsError]:
    """For each wish the streams, or the refusal when any of its rooms is closed to the asker.

    Three queries, however many ask.
    """
    slugs = {slug for wish in wishes for slug in wish.rooms}
    rooms = {room.slug: room for room in Room.objects.filter(slug__in=slugs)}
    audiences: dict[int, list[Audience]] = defaultdict(list)
    for audience in Audience.objects.filter(room__in=rooms.values()).order_by("number"):
        audiences[audience.room_id].append(audience)
    people = {wish.person.pk for wish in wishes if wish.person}
    memberships = {
        (row.room_id, row.person_id): row
        for row in Membership.objects.filter(
            room__in=rooms.values(), person__in=people, state=MembershipState.ACTIVE
        )
    }
    return [_hearing(wish, rooms, audiences, memberships) for wish in wishes]


def _hearing(
    wish: Wish,
    rooms: dict[str, Room],
    audiences: dict[int, list[Audience]],
    memberships: dict[tuple[int, int | None], Membership],
) -> Hearing | OpenRoundsError:
    topics: list[tuple[str, str]] = []
    for slug in dict.fromkeys(wish.rooms):
        room = rooms.get(slug)
        if room is None:
            return no_room()
        membership = memberships.get((room.pk, wish.person.pk)) if wish.person else None
        viewer = viewer_of(room, wish.person, membership)
        if not viewer.may_read:
            return no_room()
        topics += heard_topics(viewer, audiences[room.pk])
    return Hearing(tuple(topics))


def heard_topics(viewer: Viewer, audiences: Sequence[Audience]) -> list[tuple[str, str]]:
    """The streams of a room that somebody may hear: pairs of topic key and room slug."""
    slug = viewer.room.slug
    heard = [(stretch_topic(a), slug) for a in audiences if viewer.may_read_stretch(a)]
    if viewer.is_moderator:
        heard.append((staff_topic(viewer.room), slug))
    return heard
