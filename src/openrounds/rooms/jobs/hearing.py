"""Cutting the streams of whoever may hear less than before."""

from openrounds.accounts.events import PersonDeactivated, RoleRevoked, SessionsEnded
from openrounds.accounts.models import Person
from openrounds.rooms.actions.streams import end_streams_of


def cut_streams(event: PersonDeactivated | RoleRevoked | SessionsEnded) -> None:
    """End their streams; whoever still may read is back in a moment."""
    person = Person.objects.filter(pk=event.person_id).first()
    if person is not None:
        end_streams_of(person.log_ref)
