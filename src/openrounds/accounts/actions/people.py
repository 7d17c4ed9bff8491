import hashlib

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction

from openrounds.accounts.actions.roles import grant_role, keep_one_administrator, revoke_role
from openrounds.accounts.actions.sessions import end_all_sessions
from openrounds.accounts.events import PersonDeactivated, PersonJoined, PersonReactivated
from openrounds.accounts.models import Person, Role, normal_handle
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


def forget_provider_data(account: SocialAccount) -> None:
    """Erase what a provider told about somebody, but for the number under which it knows them."""
    SocialAccount.objects.filter(pk=account.pk).update(extra_data={})


@transaction.atomic
def change_profile(
    person: Person, *, handle: str, language: str, time_zone: str, says_clinician: bool
) -> None:
    """What somebody says about themselves. Being a clinician is said by them, checked by nobody."""
    person.handle, person.language, person.time_zone = handle, language, time_zone
    person.save(update_fields=["handle", "language", "time_zone"])
    if says_clinician:
        grant_role(person, Role.CLINICIAN_CLAIMED, by=person)
    else:
        revoke_role(person, Role.CLINICIAN_CLAIMED, by=person)


@transaction.atomic
def deactivate(person: Person, *, by: Person, reason: str) -> None:
    """Shut an account: signed out everywhere, keys open nothing, until it is opened again."""
    if not person.is_active:
        return
    keep_one_administrator(person)
    person.is_active, person.shut_reason = False, reason
    person.save(update_fields=["is_active", "shut_reason"])
    end_all_sessions(person)
    _log_change("person.deactivated", person, by=by, reason=reason)
    emit(PersonDeactivated(person.pk))


@transaction.atomic
def reactivate(person: Person, *, by: Person, reason: str) -> None:
    """Open a shut account again. A deleted one stays deleted."""
    if person.is_active or person.deleted_at:
        return
    person.is_active, person.shut_reason = True, ""
    person.save(update_fields=["is_active", "shut_reason"])
    _log_change("person.reactivated", person, by=by, reason=reason)
    emit(PersonReactivated(person.pk))


def _log_change(action: str, person: Person, *, by: Person, reason: str) -> None:
    append(
        action,
        actor_ref=by.log_ref,
        of=("person", person.log_ref),
        content_hash=hashlib.sha256(reason.encode()).hexdigest(),
    )
