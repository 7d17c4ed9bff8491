"""Letting go of whoever has deleted their account."""

import secrets

from django.utils import timezone

from openrounds.accounts.events import PersonDeleted
from openrounds.jobs import handler
from openrounds.jobs.registry import Payload
from openrounds.rooms.actions import leaving


def forget_person(event: PersonDeleted) -> None:
    """Listener, inline: what only they saw goes with the account, their places within the hour."""
    leaving.forget_person(event.person_id, timezone.now(), secrets.SystemRandom())


@handler(leaving.LEAVE, atomic=True)
def leave_one(payload: Payload) -> None:
    """Leave one room at its own moment."""
    leaving.leave_for_good(payload["membership"])
