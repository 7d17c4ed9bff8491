"""Coming in, going out, being shown out; whom one does not want to meet."""

import secrets
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.audit.actions import append as log
from openrounds.engine.text import RefusedText, TextPolicy, clean_text
from openrounds.errors import Conflict, NotAllowed, NotFound, Refused
from openrounds.events import emit
from openrounds.realtime.actions import append as tell
from openrounds.rooms.access import Viewer, require_moderator
from openrounds.rooms.actions.notices import accept_notice
from openrounds.rooms.events import MemberGone, MemberJoined
from openrounds.rooms.keys import digest_of
from openrounds.rooms.models import (
    Block,
    BlockKind,
    Digest,
    Invitation,
    Level,
    Membership,
    MembershipState,
    RoomRole,
)
from openrounds.rooms.queries.notices import current_notice, live_chat
from openrounds.rooms.topics import current_topic, stretch_topic

NAME = TextPolicy(max_length=40, max_lines=1)


@transaction.atomic
def enter(viewer: Viewer, pseudonym: str, *, role: RoomRole = RoomRole.MEMBER) -> Membership:
    """Come in under a name that is used in this room alone.

    Somebody who left comes back as who they were, with the new name. Who was shown out stays out.
    """
    person, room = viewer.person, viewer.room
    if person is None:
        raise NotAllowed(_("Sign in before you come in."), remedy=_("Sign in or make an account."))
    if not viewer.may_read and role == RoomRole.MEMBER:
        raise NotFound(_("There is no room here that you can read."))
    name = clean_name(pseudonym)
    earlier = Membership.objects.select_for_update().filter(room=room, person=person).first()
    if earlier is not None and earlier.state == MembershipState.REMOVED:
        raise NotAllowed(
            _("A moderator has closed this room to you."),
            remedy=_("The message you were sent says why and whom you can ask."),
        )
    try:
        with transaction.atomic():
            membership = _come_back(earlier, name) if earlier else _come_in(viewer, name, role)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody in this room already has this name."), remedy=_("Choose another name.")
        ) from error
    log(
        "member.joined",
        actor_ref=person.log_ref,
        of=("member", membership.public_id),
        room_ref=room.slug,
        detail={"role": membership.role},
    )
    emit(MemberJoined(room.slug, membership.public_id))
    return membership


def _come_in(viewer: Viewer, name: str, role: RoomRole) -> Membership:
    if role == RoomRole.MEMBER and viewer.level == Level.PROFESSIONALS:
        role = RoomRole.CLINICIAN_CLAIMED
    return Membership.objects.create(
        room=viewer.room,
        person=viewer.person,
        pseudonym=name,
        role=role,
        joined_audience=viewer.room.audience_number,
    )


def _come_back(membership: Membership, name: str) -> Membership:
    membership.pseudonym, membership.state = name, MembershipState.ACTIVE
    membership.save(update_fields=["pseudonym", "state"])
    return membership


def clean_name(raw: str) -> str:
    """A name as it may stand in a room."""
    cleaned = clean_text(raw, NAME)
    if isinstance(cleaned, RefusedText) or len(cleaned.text) < 2:
        raise Refused(
            _("A name has 2 to 40 letters, on one line."), remedy=_("Choose another name.")
        )
    return cleaned.text


@transaction.atomic
def rename(viewer: Viewer, pseudonym: str) -> Membership:
    """Take another name in this room; earlier posts show it, too."""
    membership = _mine(viewer)
    membership.pseudonym = clean_name(pseudonym)
    try:
        with transaction.atomic():
            membership.save(update_fields=["pseudonym"])
    except IntegrityError as error:
        raise Conflict(
            _("Somebody in this room already has this name."), remedy=_("Choose another name.")
        ) from error
    log(
        "member.renamed",
        actor_ref=viewer.actor_ref,
        of=("member", membership.public_id),
        room_ref=viewer.room.slug,
    )
    # Pages are kept under where the streams stand: this makes them show the new name at once.
    tell(current_topic(viewer.room), "room", viewer.room.slug)
    return membership


@transaction.atomic
def leave(membership: Membership, *, forget: bool = False) -> None:
    """Go out of a room. Posts stay under the name; `forget` cuts them off from the account."""
    room = membership.room
    # Of a deleted account the log shall not say which pseudonyms were one person.
    actor_ref = membership.person.log_ref if membership.person and not forget else ""
    membership.state = MembershipState.LEFT
    _end_streams_of(membership)
    if forget:
        membership.person = None
        membership.acceptances.update(person=None)
    membership.digest = Digest.NONE
    membership.save(update_fields=["state", "person", "digest"])
    log(
        "member.left",
        actor_ref=actor_ref,
        of=("member", membership.public_id),
        room_ref=room.slug,
    )
    emit(MemberGone(room.slug, membership.public_id, "left"))


@transaction.atomic
def show_out(viewer: Viewer, member: Membership) -> None:
    """A moderator closes the room to somebody. The reason is the decision's, in moderation."""
    require_moderator(viewer)
    member.state = MembershipState.REMOVED
    member.save(update_fields=["state"])
    log(
        "member.removed",
        actor_ref=viewer.actor_ref,
        of=("member", member.public_id),
        room_ref=viewer.room.slug,
    )
    _end_streams_of(member)
    emit(MemberGone(viewer.room.slug, member.public_id, "removed"))


@transaction.atomic
def let_back(viewer: Viewer, member: Membership) -> None:
    """Undo: the room is open again to somebody who was shown out or asked for a pause."""
    require_moderator(viewer)
    member.state, member.quiet_until = MembershipState.ACTIVE, None
    member.save(update_fields=["state", "quiet_until"])
    log(
        "member.let_back",
        actor_ref=viewer.actor_ref,
        of=("member", member.public_id),
        room_ref=viewer.room.slug,
    )


@transaction.atomic
def ask_for_pause(viewer: Viewer, member: Membership, until: datetime) -> None:
    """Somebody can read but not post until then."""
    require_moderator(viewer)
    member.quiet_until = until
    member.save(update_fields=["quiet_until"])
    log(
        "member.paused",
        actor_ref=viewer.actor_ref,
        of=("member", member.public_id),
        room_ref=viewer.room.slug,
        detail={"until": until.isoformat()},
    )


@transaction.atomic
def invite(viewer: Viewer, *, role: RoomRole, uses: int, ends_at: datetime) -> str:
    """Make an invitation; returns its key, which is shown once and kept nowhere."""
    if not viewer.is_host:
        raise NotAllowed(_("Only the hosts of this room invite."), remedy=_("Ask a host."))
    key = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        room=viewer.room,
        digest=digest_of(key),
        role=role,
        uses_left=uses,
        ends_at=ends_at,
        made_by_ref=viewer.actor_ref,
    )
    log(
        "invitation.made",
        actor_ref=viewer.actor_ref,
        of=("invitation", str(invitation.pk)),
        room_ref=viewer.room.slug,
        detail={"uses": uses, "role": str(role)},
    )
    return key


@transaction.atomic
def end_invitation(viewer: Viewer, invitation: Invitation) -> None:
    """Shut an invitation. Who came in by it stays."""
    if not viewer.is_host:
        raise NotAllowed(_("Only the hosts of this room invite."), remedy=_("Ask a host."))
    Invitation.objects.filter(pk=invitation.pk).update(uses_left=0)
    log(
        "invitation.ended",
        actor_ref=viewer.actor_ref,
        of=("invitation", str(invitation.pk)),
        room_ref=viewer.room.slug,
    )


def find_invitation(key: str) -> Invitation:
    """The invitation that this key opens, as long as it holds."""
    invitation = (
        Invitation.objects.select_related("room")
        .filter(digest=digest_of(key), ends_at__gt=timezone.now(), uses_left__gt=0)
        .first()
    )
    if invitation is None:
        raise NotFound(
            _("This invitation does not hold any more."),
            remedy=_("Ask whoever sent it for a new one."),
        )
    return invitation


@transaction.atomic
def enter_by_invitation(viewer: Viewer, key: str, pseudonym: str) -> Membership:
    """Come in with an invitation. It is used up by coming in, not by looking at it."""
    invitation = find_invitation(key)
    used = Invitation.objects.filter(pk=invitation.pk, uses_left__gt=0)
    if invitation.room_id != viewer.room.pk or not used.update(uses_left=F("uses_left") - 1):
        raise NotFound(_("This invitation does not hold any more."))
    invited = Viewer(viewer.room, viewer.person, viewer.membership, Level.INVITED)
    return enter(invited, pseudonym, role=RoomRole(invitation.role))


@transaction.atomic
def come_through(viewer: Viewer, pseudonym: str, *, digest: str, key: str = "") -> Viewer:
    """Come in and accept the notice that was read at the door: both, or neither.

    `digest` says which version was shown; `key` is an invitation, for rooms that need one.
    """
    membership = enter_by_invitation(viewer, key, pseudonym) if key else enter(viewer, pseudonym)
    inside = replace(viewer, membership=membership)
    accept_notice(inside, current_notice(inside.room, live_chat(inside)), digest)
    return inside


@transaction.atomic
def set_block(viewer: Viewer, target: Membership, kind: BlockKind | None) -> None:
    """Mute or block somebody here, or meet them again (`None`). Nobody else learns of it."""
    mine = _mine(viewer)
    if target.pk == mine.pk:
        raise Refused(_("That is you."), remedy=_("Choose somebody else."))
    Block.objects.filter(owner=mine, target=target).delete()
    if kind is not None:
        Block.objects.create(owner=mine, target=target, kind=kind)


@transaction.atomic
def set_digest(viewer: Viewer, digest: Digest) -> None:
    """How often news of this room comes by e-mail. What was before now is no news."""
    _keep_digest(_mine(viewer), digest)


@transaction.atomic
def stop_digest(membership: Membership) -> None:
    """No more mail about this room, by the link in the mail itself."""
    _keep_digest(membership, Digest.NONE)


def _keep_digest(membership: Membership, digest: Digest) -> None:
    membership.digest, membership.digest_sent_at = digest, timezone.now()
    membership.save(update_fields=["digest", "digest_sent_at"])


def _end_streams_of(membership: Membership) -> None:
    """Whoever just went out stops hearing the room at once."""
    if membership.person is not None:
        room = membership.room
        for audience in room.audiences.all():
            tell(stretch_topic(audience), "gate", membership.person.log_ref)


def _mine(viewer: Viewer) -> Membership:
    if viewer.membership is None:
        raise NotAllowed(
            _("You are not in this room yet."), remedy=_("Choose a name at the room's door.")
        )
    return viewer.membership
