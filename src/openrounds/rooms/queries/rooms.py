"""Which rooms there are for somebody."""

from collections.abc import Sequence

from django.db.models import Q

from openrounds.accounts.access import Visitor, has_role, signed_in
from openrounds.accounts.models import Role
from openrounds.rooms.access import general_level
from openrounds.rooms.models import Membership, MembershipState, Room, RoomState


def readable_rooms(visitor: Visitor, *, limit: int, after: str = "") -> Sequence[Room]:
    """The rooms that somebody may read, by address. Moderators read all, to look after them."""
    rooms = Room.objects.exclude(state=RoomState.GONE).filter(slug__gt=after).order_by("slug")
    if has_role(visitor, Role.MODERATOR):
        return list(rooms[:limit])
    open_to_them = Q(level__gte=general_level(visitor))
    person = signed_in(visitor)
    if person is not None:
        mine = Membership.objects.filter(person=person, state=MembershipState.ACTIVE)
        open_to_them |= Q(pk__in=mine.values("room"))
    return list(rooms.filter(open_to_them)[:limit])
