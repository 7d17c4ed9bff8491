"""Invitations to a room."""

from typing import Annotated, Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from openrounds.accounts.api.identity import SIGNED_IN, MemberRequest
from openrounds.rooms.access import access_as_host, access_invitation
from openrounds.rooms.actions.door import end_invitation, invite
from openrounds.rooms.api.values import Moment, RoleCode
from openrounds.rooms.models import Invitation, RoomRole
from openrounds.rooms.queries.room_keeping import live_invitations
from openrounds.web.api.shapes import AnswerBody, RequestBody, answers, done, ready

router = Router(tags=["Invitations"])


class InvitationValue(AnswerBody):
    """An invitation that still opens the room. Its key is shown once, when it is made."""

    id: str
    role: RoleCode
    uses_left: int
    ends_at: str


class InvitationList(AnswerBody):
    items: list[InvitationValue]


class NewInvitation(RequestBody):
    role: Literal["member", "clinician_claimed", "host", "moderator"] = "member"
    uses: Annotated[int, Field(ge=1, le=10_000)] = 1
    ends_at: Moment


class MadeInvitation(AnswerBody):
    key: str = Field(description="Only now can it be read. For `invitation` at the door.")


@router.get("/{slug:slug}/invitations", auth=SIGNED_IN, response=answers(InvitationList))
def list_invitations(request: MemberRequest, slug: str) -> HttpResponse:
    """Hosts: the invitations that still open the room."""
    viewer = access_as_host(request.auth, slug)
    return ready({"items": [_value(one) for one in live_invitations(viewer, timezone.now())]})


@router.post(
    "/{slug:slug}/invitations", auth=SIGNED_IN, response=answers(MadeInvitation, status=201)
)
def make_invitation(request: MemberRequest, slug: str, body: NewInvitation) -> HttpResponse:
    """Hosts: make an invitation. It is used up by coming in, not by looking at it."""
    viewer = access_as_host(request.auth, slug)
    key = invite(viewer, role=RoomRole(body.role), uses=body.uses, ends_at=body.ends_at)
    return ready({"key": key}, status=201)


@router.delete(
    "/{slug:slug}/invitations/{slug:invitation}",
    auth=SIGNED_IN,
    response=answers(None, status=204),
)
def shut_invitation(request: MemberRequest, slug: str, invitation: str) -> HttpResponse:
    """Hosts: shut an invitation. Who came in by it stays."""
    viewer = access_as_host(request.auth, slug)
    end_invitation(viewer, access_invitation(viewer, invitation))
    return done()


def _value(invitation: Invitation) -> dict[str, object]:
    return {
        "id": invitation.ref,
        "role": invitation.role,
        "uses_left": invitation.uses_left,
        "ends_at": invitation.ends_at.isoformat(),
    }
