"""What rooms let go of when an account is deleted."""

import random
from datetime import datetime, timedelta

from django.db import transaction

from openrounds.jobs.actions import enqueue
from openrounds.rooms.actions.door import leave
from openrounds.rooms.models import (
    Block,
    BoxQuestion,
    CalendarKey,
    Draft,
    Membership,
    Reminder,
)

LEAVE = "rooms.leave_one"
WITHIN_S = 3600


@transaction.atomic
def forget_person(person_id: int, now: datetime, chance: random.Random) -> None:
    """Erase what only its owner saw, at once; leave each room at a moment of its own.

    Each moment is drawn from the coming hour, so that nobody can tell by the clock that two
    pseudonyms were one person.
    """
    Draft.objects.filter(person=person_id).delete()
    Reminder.objects.filter(person=person_id).delete()
    CalendarKey.objects.filter(membership__person=person_id).delete()
    for membership in Membership.objects.filter(person=person_id):
        moment = now + timedelta(seconds=chance.uniform(0, WITHIN_S))
        enqueue(LEAVE, {"membership": membership.pk}, run_at=moment)


@transaction.atomic
def leave_for_good(membership_id: int) -> None:
    """Cut one membership off from its account. Posts stay under the name they were made under."""
    membership = Membership.objects.select_for_update().filter(pk=membership_id).first()
    if membership is None or membership.person_id is None:
        return
    BoxQuestion.objects.filter(author=membership).delete()
    Block.objects.filter(owner=membership).delete()
    leave(membership, forget=True)
