"""A stream ends when its person may no longer hear it."""

from collections.abc import Callable

import pytest
from django.db import transaction
from tests.conftest import Player

from openrounds.accounts.events import PersonDeactivated, RoleRevoked, SessionsEnded
from openrounds.accounts.models import Role
from openrounds.events import Event, emit
from openrounds.jobs.worker import work_off
from openrounds.realtime.models import StreamEvent
from openrounds.rooms.models import Room


@pytest.mark.parametrize(
    "make",
    [
        PersonDeactivated,
        SessionsEnded,
        lambda person_id: RoleRevoked(person_id, Role.CLINICIAN_CLAIMED),
    ],
)
def test_whoever_loses_a_right_is_cut_in_every_room_alike(
    make_room: Callable[..., Room], patient: Player, make: Callable[[int], Event]
) -> None:
    rooms = [make_room("one"), make_room("two")]

    with transaction.atomic():
        emit(make(patient.person.pk))
    work_off()

    gates = StreamEvent.objects.filter(kind="gate", ref=patient.person.log_ref)
    assert {gate.topic.key for gate in gates} == {f"room:{room.pk}:1" for room in rooms}
