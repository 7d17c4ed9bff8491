from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction

from openrounds.accounts.events import PersonJoined
from openrounds.accounts.models import Person, normal_handle
from openrounds.audit.actions import append
from openrounds.errors import Conflict
from openrounds.events import emit


def create_person(
    handle: str, email: str, *, password: str | None = None, by: Person | None = None
) -> Person:
    """Make an account whose address counts as checked, for an administrator or the command line.

    Refuses a handle or an address that is taken or cannot be one, with `Conflict`.
    """
    person = Person(handle=normal_handle(handle), email=email.strip().lower())
    person.set_password(password)  # takes its time, so before the transaction
    try:
        person.full_clean(exclude=["password", "deleted_at"])
    except ValidationError as error:
        raise Conflict(" ".join(error.messages), remedy="Choose other ones.") from error
    with transaction.atomic():
        if EmailAddress.objects.filter(email=person.email).exists():
            raise Conflict("This address belongs to an account already.")
        record_joined(person, by=by)
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


@transaction.atomic
def record_joined(person: Person, *, by: Person | None = None) -> None:
    """Store a new account, log it and tell of it. Without `by` somebody has signed up."""
    person.save()
    actor = by or person
    append("person.joined", actor_ref=actor.log_ref, of=("person", person.log_ref))
    emit(PersonJoined(person.pk))
