from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from openrounds.accounts.actions.roles import keep_one_administrator
from openrounds.accounts.actions.sessions import end_all_sessions
from openrounds.accounts.events import PersonDeleted
from openrounds.accounts.models import ApiToken, CommunityRole, Person, SignInLink, random_ref
from openrounds.audit.actions import append
from openrounds.events import emit


@transaction.atomic
def start_deletion(person: Person) -> None:
    """Delete an account. What tells who it was goes at once; an empty row stays for what refers.

    The row gets a new `log_ref`: the entries of the log keep the old one, and nothing in the store
    says any more whose that was. Places in rooms are left by whoever hears `PersonDeleted`.
    """
    keep_one_administrator(person)
    append("person.deleted", actor_ref=person.log_ref, of=("person", person.log_ref))
    end_all_sessions(person)
    for kept in (ApiToken, SignInLink, CommunityRole):
        kept.objects.filter(person=person).delete()
    for known in (Authenticator, EmailAddress, SocialAccount):
        known.objects.filter(user=person).delete()
    _erase(person)
    emit(PersonDeleted(person.pk))


def _erase(person: Person) -> None:
    person.set_unusable_password()
    person.handle = f"gone-{random_ref()}".lower()
    person.email = person.language = person.time_zone = person.shut_reason = ""
    person.log_ref = random_ref()
    person.last_login = None
    person.is_active = False
    person.deleted_at = timezone.now()
    person.save()
    person.__dict__.pop("community_roles", None)


@transaction.atomic
def record_export(person: Person) -> None:
    """Log that somebody has fetched everything about themselves."""
    append("person.exported", actor_ref=person.log_ref, of=("person", person.log_ref))
