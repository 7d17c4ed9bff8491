from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from openrounds.accounts.models import Person, SignInLink

KEPT_UNCONFIRMED = timedelta(days=7)


def sweep(now: datetime) -> None:
    """Forget sessions and links that have run out, and sign-ups that were never confirmed.

    In small transactions, so that nobody who posts has to wait.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    live = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(live)).delete()
    SignInLink.objects.filter(expires_at__lt=now).delete()
    _forget_unconfirmed(now)


@transaction.atomic
def _forget_unconfirmed(now: datetime) -> None:
    # Who has never signed in has nothing here; the address is free again for its true owner.
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    Person.objects.filter(
        ~Exists(confirmed),
        last_login=None,
        deleted_at=None,
        joined_at__lt=now - KEPT_UNCONFIRMED,
    ).exclude(email="").delete()
