"""Calendar addresses that one member alone has."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.audit.actions import append as log
from openrounds.errors import NotAllowed
from openrounds.rooms.access import Viewer
from openrounds.rooms.keys import digest_of
from openrounds.rooms.models import CalendarKey, Membership


@transaction.atomic
def make_calendar_key(viewer: Viewer) -> str:
    """A new secret address for the room's calendar; the one before does not open any more.

    Only now can it be read.
    """
    membership = _mine(viewer)
    key = secrets.token_urlsafe(24)
    CalendarKey.objects.filter(membership=membership).delete()
    CalendarKey.objects.create(membership=membership, digest=digest_of(key), made_at=timezone.now())
    _log(viewer, "calendar_key.made")
    return key


@transaction.atomic
def end_calendar_key(viewer: Viewer) -> None:
    """Shut the secret address."""
    if CalendarKey.objects.filter(membership=_mine(viewer)).delete()[0]:
        _log(viewer, "calendar_key.ended")


def _mine(viewer: Viewer) -> Membership:
    if viewer.membership is None:
        raise NotAllowed(
            _("You are not in this room yet."), remedy=_("Choose a name at the room's door.")
        )
    return viewer.membership


def _log(viewer: Viewer, action: str) -> None:
    log(
        action,
        actor_ref=viewer.actor_ref,
        of=("member", viewer.membership.public_id if viewer.membership else ""),
        room_ref=viewer.room.slug,
    )
