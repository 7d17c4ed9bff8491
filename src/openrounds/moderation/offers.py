"""What moderation shows on the pages of rooms: where to report, and what waits."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.moderation.queries import waiting_in
from openrounds.rooms.access import Viewer
from openrounds.rooms.waiting import WaitingList
from openrounds.web.navigation import Link


def under_post(viewer: Viewer, post_id: str) -> Sequence[Link]:
    """Under each post, for whoever is in the room. Asks the store nothing: fifty call it."""
    if viewer.membership is None:
        return ()
    return (Link(_("Report"), reverse("moderation:report", args=[viewer.room.slug, post_id])),)


def in_room(viewer: Viewer, _slug: str) -> Sequence[Link]:
    """Beside the room, for the people in charge."""
    if not viewer.is_moderator:
        return ()
    return (Link(_("The desk"), reverse("moderation:desk")),)


def waiting_list(viewer: Viewer) -> WaitingList | None:
    """How much waits in this room and since when, for the host's console."""
    if not viewer.is_moderator:
        return None
    found = waiting_in(viewer.room)
    since = found.oldest or timezone.now()
    minutes = max(0, int((timezone.now() - since) / timedelta(minutes=1)))
    return WaitingList(found.count, minutes, reverse("moderation:desk"))
