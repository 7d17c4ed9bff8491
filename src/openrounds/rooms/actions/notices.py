"""Writing notices, and accepting them."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openrounds.audit.actions import append as log
from openrounds.engine.text import text_hash
from openrounds.errors import Conflict, NoticeNotAccepted, Refused
from openrounds.rooms import notice_wording
from openrounds.rooms.access import Viewer
from openrounds.rooms.models import Acceptance, LiveChat, Membership, Notice, Room
from openrounds.rooms.queries.notices import accepted_current, current_notice, standing


def require_acceptance(membership: Membership, room: Room, chat: LiveChat | None) -> None:
    """Refuse unless the member has accepted the current version of the notice that holds."""
    if accepted_current(membership, room, chat):
        return
    if standing(membership, current_notice(room, chat)).accepted_version:
        raise NoticeNotAccepted(
            _("The notice of this room has changed."),
            remedy=_("Read the new version and accept it. Your text is kept."),
        )
    raise NoticeNotAccepted(
        _("Before you write here, please read the notice of this room."),
        remedy=_("Read it and accept it. Your text is kept."),
    )


@transaction.atomic
def write_notice(
    room: Room, elements: Mapping[str, str], *, chat: LiveChat | None = None, by_ref: str = ""
) -> Notice:
    """Make a new version of a room's or chat's notice. Everybody is asked again."""
    kept = {key: elements.get(key, "").strip() for key in notice_wording.ELEMENTS}
    missing = [key for key in notice_wording.REQUIRED if not kept[key]]
    if missing:
        raise Refused(
            _("A notice needs these parts: %(parts)s.")
            % {"parts": ", ".join(str(notice_wording.ELEMENTS[key]) for key in missing)},
            remedy=_("Fill them in, or take the proposed text."),
        )
    with translation.override(room.language):  # its headings are part of what people accept
        text = notice_wording.compose(kept)
    latest = Notice.objects.filter(room=room, chat=chat).order_by("-version").first()
    if latest is not None and latest.text == text:
        return latest
    notice = Notice.objects.create(
        room=room,
        chat=chat,
        version=(latest.version if latest else 0) + 1,
        elements=kept,
        text=text,
        digest=text_hash(text),
        made_by_ref=by_ref,
    )
    log(
        "notice.written",
        actor_ref=by_ref,
        of=("notice", str(notice.pk)),
        room_ref=room.slug,
        content_hash=notice.digest,
        detail={"version": notice.version, "chat": chat.public_id if chat else ""},
    )
    return notice


@transaction.atomic
def accept_notice(viewer: Viewer, notice: Notice, digest: str) -> Acceptance:
    """Accept the version that was shown: `digest` says which one the person has read."""
    membership = viewer.membership
    if membership is None:
        raise Refused(
            _("Choose a name for this room first."), remedy=_("Go to the door of the room.")
        )
    current = current_notice(viewer.room, notice.chat)
    if notice.pk != current.pk or digest != current.digest:
        raise Conflict(
            _("The notice has changed while you were reading."),
            remedy=_("Read the new version, then accept it."),
        )
    try:
        return _record(membership, notice)
    except IntegrityError:
        return Acceptance.objects.get(notice=notice, membership=membership, withdrawn_at=None)


@transaction.atomic
def _record(membership: Membership, notice: Notice) -> Acceptance:
    acceptance = Acceptance.objects.create(
        notice=notice,
        membership=membership,
        person=membership.person,
        version=notice.version,
        digest=notice.digest,
        at=timezone.now(),
    )
    log(
        "notice.accepted",
        actor_ref=membership.person_ref,
        of=("notice", str(notice.pk)),
        room_ref=membership.room.slug,
        content_hash=notice.digest,
        detail={"version": notice.version},
    )
    return acceptance


@transaction.atomic
def withdraw_acceptance(viewer: Viewer, notice: Notice) -> None:
    """Take an acceptance back: reading goes on, posting stops until it is accepted again."""
    rows = Acceptance.objects.filter(notice=notice, membership=viewer.membership, withdrawn_at=None)
    if not rows.update(withdrawn_at=timezone.now()):
        return
    log(
        "notice.acceptance_withdrawn",
        actor_ref=viewer.actor_ref,
        of=("notice", str(notice.pk)),
        room_ref=viewer.room.slug,
        content_hash=notice.digest,
        detail={"version": notice.version},
    )
