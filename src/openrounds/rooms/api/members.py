"""The people of a room, by the names they have there."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import StringConstraints

from openrounds.accounts.api.identity import SIGNED_IN, MemberRequest
from openrounds.rooms.access import access_as_host, access_as_member, access_member
from openrounds.rooms.actions.door import set_block
from openrounds.rooms.actions.rooms import give_role
from openrounds.rooms.api.values import MemberValue, RoleCode, member_value
from openrounds.rooms.models import BlockKind, Membership, MembershipState, RoomRole
from openrounds.rooms.queries.people import not_met
from openrounds.web.api.shapes import AnswerBody, PlainText, RequestBody, answers, done, ready

router = Router(tags=["Members"])
SOMEBODY = "/{slug:slug}/members/{slug:member}"


class MemberList(AnswerBody):
    """By name: neither when they came nor what they did can be told from the order."""

    items: list[MemberValue]


class BlockWish(RequestBody):
    """mute: I do not see them. block: moreover they can neither answer nor react to me."""

    kind: Literal["mute", "block"]


class BlockValue(AnswerBody):
    id: str
    name: str
    kind: Literal["mute", "block"]


class BlockList(AnswerBody):
    items: list[BlockValue]


class NewRole(RequestBody):
    """A role in this room, and the words that stand beside the name."""

    role: RoleCode
    line: Annotated[PlainText, StringConstraints(max_length=80)] = ""


@router.get("/{slug:slug}/members", auth=SIGNED_IN, response=answers(MemberList))
def list_members(request: MemberRequest, slug: str) -> HttpResponse:
    """Who is in the room, for those who are in it, too."""
    viewer = access_as_member(request.auth, slug)
    rows = Membership.objects.filter(room=viewer.room, state=MembershipState.ACTIVE)
    people = sorted(rows, key=lambda member: member.pseudonym.casefold())
    return ready({"items": [member_value(member) for member in people]})


@router.get(SOMEBODY, auth=SIGNED_IN, response=answers(MemberValue))
def read_member(request: MemberRequest, slug: str, member: str) -> HttpResponse:
    """Somebody in the room."""
    viewer = access_as_member(request.auth, slug)
    return ready(member_value(access_member(viewer, member)))


@router.put(f"{SOMEBODY}/block", auth=SIGNED_IN, response=answers(None, status=204))
def block(request: MemberRequest, slug: str, member: str, body: BlockWish) -> HttpResponse:
    """Mute or block somebody here. Nobody else learns of it."""
    viewer = access_as_member(request.auth, slug)
    set_block(viewer, access_member(viewer, member), BlockKind(body.kind))
    return done()


@router.delete(f"{SOMEBODY}/block", auth=SIGNED_IN, response=answers(None, status=204))
def meet_again(request: MemberRequest, slug: str, member: str) -> HttpResponse:
    """Meet them again."""
    viewer = access_as_member(request.auth, slug)
    set_block(viewer, access_member(viewer, member), None)
    return done()


@router.get("/{slug:slug}/blocks", auth=SIGNED_IN, response=answers(BlockList))
def list_blocks(request: MemberRequest, slug: str) -> HttpResponse:
    """Whom I muted or blocked here."""
    viewer = access_as_member(request.auth, slug)
    kept = [
        {"id": one.member.id, "name": one.member.name, "kind": one.kind} for one in not_met(viewer)
    ]
    return ready({"items": kept})


@router.put(f"{SOMEBODY}/role", auth=SIGNED_IN, response=answers(MemberValue))
def set_role(request: MemberRequest, slug: str, member: str, body: NewRole) -> HttpResponse:
    """Hosts: give somebody a role in this room. A room keeps one host at least."""
    viewer = access_as_host(request.auth, slug)
    found = access_member(viewer, member)
    return ready(member_value(give_role(viewer, found, RoomRole(body.role), line=body.line)))
