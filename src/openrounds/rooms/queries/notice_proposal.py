"""The notice that is proposed for a room here: in its language, with this country's numbers."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation

from openrounds.rooms.emergency import urgent_help
from openrounds.rooms.models import Room
from openrounds.rooms.notice_wording import proposed


def proposal_for(room: Room) -> Mapping[str, str]:
    """Every element with its proposed text."""
    with translation.override(room.language):
        return proposed(
            room,
            emergency_number=urgent_help(settings.COUNTRY).emergency,
            contact=settings.CONTACT,
        )
