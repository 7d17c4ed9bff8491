"""The people of a room, as the room knows them: by name, in the order of the alphabet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Lower

from openrounds.rooms.access import STAFF, Viewer
from openrounds.rooms.models import Block, Membership, MembershipState, Post
from openrounds.rooms.queries.cards import AuthorCard, author_card


@dataclass(frozen=True, slots=True)
class Meeting:
    """Somebody whom the viewer has muted or blocked."""

    member: AuthorCard
    kind: str
    words: str


def staff_of(viewer: Viewer) -> list[Membership]:
    """Hosts and moderators of the room."""
    return list(_active(viewer).filter(role__in=STAFF).order_by(Lower("pseudonym")))


def people_of(viewer: Viewer) -> list[AuthorCard]:
    """Everybody in the room. Neither when they came nor what they did can be told from it."""
    return [author_card(member) for member in _active(viewer).order_by(Lower("pseudonym"))]


def not_met(viewer: Viewer) -> Sequence[Meeting]:
    """The people this viewer has muted or blocked here, by name."""
    rows = Block.objects.filter(owner=viewer.membership).select_related("target")
    return [
        Meeting(author_card(row.target), row.kind, str(row.get_kind_display()))
        for row in rows.order_by(Lower("target__pseudonym"))
    ]


def block_on(viewer: Viewer, member: Membership) -> Block | None:
    """What stands between the viewer and somebody, if anything."""
    return Block.objects.filter(owner=viewer.membership, target=member).first()


def has_posted(viewer: Viewer) -> bool:
    """Whether the viewer has posts in this room that go on standing when they leave."""
    return Post.objects.filter(author=viewer.membership, position__isnull=False).exists()


def _active(viewer: Viewer) -> QuerySet[Membership]:
    return Membership.objects.filter(room=viewer.room, state=MembershipState.ACTIVE)
