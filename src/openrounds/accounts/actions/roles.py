import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from openrounds.accounts.events import RoleGranted, RoleRevoked
from openrounds.accounts.models import CommunityRole, Person, Role
from openrounds.audit.actions import append
from openrounds.errors import Conflict
from openrounds.events import emit


@transaction.atomic
def grant_role(person: Person, role: Role, *, by: Person | None, reason: str = "") -> None:
    """Give somebody a role in the whole community. `by` is nobody for the command line.

    Holding it already changes nothing. The log keeps a hash of the reason, never its words.
    """
    if role == Role.MEMBER or role in person.community_roles:
        return
    try:
        with transaction.atomic():
            CommunityRole.objects.create(
                person=person, role=role, granted_by_ref=_ref(by), reason=reason
            )
    except IntegrityError:  # somebody else was a moment faster; the role is held
        return
    _forget_held(person)
    append(
        "role.granted",
        actor_ref=_ref(by),
        of=("person", person.log_ref),
        content_hash=_hash(reason),
        detail={"role": role.value},
    )
    emit(RoleGranted(person.pk, role.value))


@transaction.atomic
def revoke_role(person: Person, role: Role, *, by: Person | None, reason: str = "") -> None:
    """Take a role back. The last active administrator cannot be taken away by this."""
    live = CommunityRole.objects.filter(person=person, role=role, ended_at=None)
    if role == Role.ADMINISTRATOR:
        keep_one_administrator(person)
    if not live.update(ended_at=timezone.now(), ended_by_ref=_ref(by), ended_reason=reason):
        return
    _forget_held(person)
    append(
        "role.revoked",
        actor_ref=_ref(by),
        of=("person", person.log_ref),
        content_hash=_hash(reason),
        detail={"role": role.value},
    )
    emit(RoleRevoked(person.pk, role.value))


def keep_one_administrator(leaving: Person) -> None:
    """Refuse, with `Conflict`, that the last administrator goes."""
    # The rows are locked, so that two who leave at once cannot both be "not the last".
    administrators = CommunityRole.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, ended_at=None, person__is_active=True
    )
    others = [one for one in administrators if one.person_id != leaving.pk]
    if not others and Role.ADMINISTRATOR in leaving.community_roles:
        raise Conflict(
            "This is the last administrator.",
            remedy="Make somebody else an administrator first.",
        )


def _forget_held(person: Person) -> None:
    person.__dict__.pop("community_roles", None)


def _ref(person: Person | None) -> str:
    return person.log_ref if person else ""


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest() if words else ""
