from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from openrounds.accounts.keys import digest, new_link_key, new_token
from openrounds.accounts.models import ApiToken, Person, SignInLink
from openrounds.audit.actions import append

LINK_LIVES = timedelta(hours=24)


@transaction.atomic
def make_token(person: Person, *, name: str, may_write: bool) -> str:
    """A new key for a program, acting as this person. Only now can it be read; keep it."""
    key = new_token()
    token = ApiToken.objects.create(
        person=person, name=name, digest=digest(key), may_write=may_write
    )
    append(
        "token.made",
        actor_ref=person.log_ref,
        of=("token", str(token.pk)),
        detail={"may_write": may_write},
    )
    return key


@transaction.atomic
def end_token(token: ApiToken) -> None:
    """Shut a key for good. A second time does nothing."""
    if ApiToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=timezone.now()):
        append("token.ended", actor_ref=token.person.log_ref, of=("token", str(token.pk)))


def note_token_use(token: ApiToken) -> None:
    """Remember the day, and no more, on which a key was last used."""
    ApiToken.objects.filter(pk=token.pk).update(last_used_on=timezone.now().date())


@transaction.atomic
def make_sign_in_link(person: Person, *, lives: timedelta = LINK_LIVES) -> str:
    """The path of a page that signs this person in, once, within the time given.

    For the command line alone: whoever makes one can be anybody. It asks for no second factor.
    """
    key = new_link_key()
    SignInLink.objects.create(person=person, digest=digest(key), expires_at=timezone.now() + lives)
    append("sign_in_link.made", of=("person", person.log_ref))
    return reverse("accounts:link", args=[key])


@transaction.atomic
def use_sign_in_link(link: SignInLink) -> bool:
    """Spend a link. False when it is spent already, by whoever was a moment faster, or too old."""
    now = timezone.now()
    live = SignInLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now)
    if not live.update(used_at=now):
        return False
    append("sign_in_link.used", actor_ref=link.person.log_ref, of=("person", link.person.log_ref))
    return True
