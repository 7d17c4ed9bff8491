"""Who may see the desk, a case, and the reasons given to an author."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openrounds.accounts.access import Visitor, access_person, has_role
from openrounds.accounts.models import Person, Role
from openrounds.errors import NotAllowed, NotFound
from openrounds.moderation.models import Case, Decision
from openrounds.rooms.access import STAFF, Viewer, viewer_at
from openrounds.rooms.models import Membership, MembershipState, Room


def moderated_rooms(visitor: Visitor) -> QuerySet[Room]:
    """The rooms whose held and reported posts this person decides about."""
    person = access_person(visitor)
    if has_role(person, Role.MODERATOR):
        return Room.objects.all()
    mine = Membership.objects.filter(person=person, role__in=STAFF, state=MembershipState.ACTIVE)
    return Room.objects.filter(pk__in=mine.values("room"))


def access_desk(visitor: Visitor) -> Person:
    """The person at the approval desk; refuses whoever moderates no room."""
    person = access_person(visitor)
    if not has_role(person, Role.MODERATOR) and not moderated_rooms(person).exists():
        raise NotAllowed(
            _("The desk is for hosts and moderators."), remedy=_("Ask a host of your room.")
        )
    return person


def access_case(visitor: Visitor, public_id: str) -> tuple[Case, Viewer]:
    """A case of a room that this person moderates, and who they are in that room."""
    person = access_person(visitor)
    case = (
        Case.objects.select_related("room", "post", "post__author", "post__question")
        .filter(public_id=public_id, room__in=moderated_rooms(person))
        .first()
    )
    if case is None:
        raise NotFound(_("There is no such case."), remedy=_("Go back to the desk."))
    return case, viewer_at(case.room, person)


def access_own_decision(visitor: Visitor, public_id: str) -> Decision:
    """The reasons that were given to this person about one of their own posts."""
    person = access_person(visitor)
    decision = (
        Decision.objects.select_related("case", "case__room", "case__post")
        .filter(public_id=public_id, case__post__author__person=person)
        .first()
    )
    if decision is None:
        raise NotFound(_("There is no such message."), remedy=_("Go back to the room."))
    return decision


def access_decision(visitor: Visitor, public_id: str) -> tuple[Decision, Viewer]:
    """A decision in a room that this person moderates, and who they are there."""
    person = access_person(visitor)
    decision = (
        Decision.objects.select_related("case", "case__room", "case__post")
        .filter(public_id=public_id, case__room__in=moderated_rooms(person))
        .first()
    )
    if decision is None:
        raise NotFound(_("There is no such decision."), remedy=_("Go back to the desk."))
    return decision, viewer_at(decision.case.room, person)
