"""The door of a room: coming in under a name of its own, going out, and who I am there."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from openrounds.accounts.api.identity import SIGNED_IN, MemberRequest
from openrounds.errors import Conflict
from openrounds.rooms.access import (
    Viewer,
    access_as_member,
    access_door,
    access_room,
    member_of,
)
from openrounds.rooms.actions.door import (
    enter,
    enter_by_invitation,
    leave,
    rename,
    set_digest,
)
from openrounds.rooms.api.values import MemberValue, member_value
from openrounds.rooms.models import Digest, Membership
from openrounds.rooms.queries.door import free_pseudonym
from openrounds.rooms.queries.notices import current_notice, standing
from openrounds.web.api.shapes import Ref, RequestBody, answers, done, ready

router = Router(tags=["Door"])

Name = Annotated[str, StringConstraints(max_length=200)]


class Joining(RequestBody):
    """How I want to be called in this room. Empty: a neutral name that nobody has here."""

    pseudonym: Name = ""
    invitation: Ref = Field("", description="The key of an invitation.")


class Leaving(RequestBody):
    forget: bool = Field(default=False, description="Cut my posts off from my account, for good.")


class MeChange(RequestBody):
    """What I change about myself in this room."""

    pseudonym: Name | None = None
    digest: Literal["none", "daily", "weekly"] | None = None


class MeHere(MemberValue):
    """Who I am in this room."""

    notice_accepted: bool = Field(description="Nobody posts before accepting the current notice.")
    digest: Literal["none", "daily", "weekly"]


def me_here(viewer: Viewer, member: Membership) -> dict[str, object]:
    """What only the member sees of the membership."""
    accepted = standing(member, current_notice(viewer.room)).accepted
    return member_value(member) | {"notice_accepted": accepted, "digest": member.digest}


@router.post("/{slug:slug}/join", auth=SIGNED_IN, response=answers(MeHere))
def join(request: MemberRequest, slug: str, body: Joining | None = None) -> HttpResponse:
    """Come in. Who is in already stays as they are, unless another name is given."""
    body = body or Joining()
    viewer = access_door(request.auth, slug, key=body.invitation)
    member = viewer.membership
    if member is None:
        member = _come_in(viewer, body)
    elif body.pseudonym:
        member = rename(viewer, body.pseudonym)
    return ready(me_here(viewer, member))


def _come_in(viewer: Viewer, body: Joining) -> Membership:
    for _attempt in range(3):
        try:
            return _enter(viewer, body.pseudonym or free_pseudonym(viewer.room), body.invitation)
        except Conflict:
            if body.pseudonym:
                raise
    return _enter(viewer, free_pseudonym(viewer.room), body.invitation)


def _enter(viewer: Viewer, name: str, invitation: str) -> Membership:
    if invitation:
        return enter_by_invitation(viewer, invitation, name)
    return enter(viewer, name)


@router.post("/{slug:slug}/leave", auth=SIGNED_IN, response=answers(None, status=204))
def go(request: MemberRequest, slug: str, body: Leaving | None = None) -> HttpResponse:
    """Go out. My posts stay under the name; I can come back."""
    member = member_of(access_room(request.auth, slug))
    leave(member, forget=body is not None and body.forget)
    return done()


@router.get("/{slug:slug}/me", auth=SIGNED_IN, response=answers(MeHere))
def read_me(request: MemberRequest, slug: str) -> HttpResponse:
    """Who I am in this room."""
    viewer = access_as_member(request.auth, slug)
    return ready(me_here(viewer, member_of(viewer)))


@router.patch("/{slug:slug}/me", auth=SIGNED_IN, response=answers(MeHere))
def change_me(request: MemberRequest, slug: str, body: MeChange) -> HttpResponse:
    """Take another name here, which earlier posts show, too; or change how news comes by e-mail."""
    viewer = access_as_member(request.auth, slug)
    if body.pseudonym is not None:
        rename(viewer, body.pseudonym)
    if body.digest is not None:
        set_digest(viewer, Digest(body.digest))
    return ready(me_here(viewer, member_of(viewer)))
