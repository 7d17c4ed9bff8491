from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from openrounds.accounts.events import SessionsEnded
from openrounds.accounts.models import Person
from openrounds.events import emit


def end_session(session: UserSession) -> None:
    """Sign one browser out."""
    _end(session.user, [session.session_key])


def end_other_sessions(person: Person, *, keep: str | None) -> None:
    """Sign out every browser but the one whose session key is `keep`."""
    others = UserSession.objects.filter(user=person).exclude(session_key=keep)
    _end(person, others.values_list("session_key", flat=True))


def end_all_sessions(person: Person) -> None:
    """Sign out every browser."""
    _end(person, UserSession.objects.filter(user=person).values_list("session_key", flat=True))


@transaction.atomic
def _end(person: Person, keys: Iterable[str]) -> None:
    ended = list(keys)
    Session.objects.filter(session_key__in=ended).delete()
    UserSession.objects.filter(session_key__in=ended).delete()
    emit(SessionsEnded(person.pk))
