"""What the pages ask about accounts."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from openrounds.accounts.models import ApiToken, CommunityRole, Person, normal_handle

PAGE = 50


@dataclass(frozen=True, slots=True)
class Protection:
    """How somebody gets into their account."""

    has_password: bool
    passkeys: int
    has_app: bool
    codes_left: int
    provider: str

    @property
    def asks_twice(self) -> bool:
        """Whether a password alone does not open the account."""
        return self.passkeys > 0 or self.has_app


def protection_of(person: Person) -> Protection:
    """What guards this person's account."""
    factors = list(Authenticator.objects.filter(user=person))
    codes = [one for one in factors if one.type == Authenticator.Type.RECOVERY_CODES]
    provider = SocialAccount.objects.filter(user=person).first()
    return Protection(
        has_password=person.has_usable_password(),
        passkeys=sum(one.type == Authenticator.Type.WEBAUTHN for one in factors),
        has_app=any(one.type == Authenticator.Type.TOTP for one in factors),
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else 0,
        provider=provider.get_provider().name if provider else "",
    )


@dataclass(frozen=True, slots=True)
class SignedInBrowser:
    """One browser in which somebody is signed in."""

    id: int
    what: str
    network: str
    since: datetime
    is_this: bool


def browsers_of(person: Person, session_key: str | None) -> list[SignedInBrowser]:
    """Where somebody is signed in now, this browser first."""
    live = UserSession.objects.purge_and_list(person)
    found = [
        SignedInBrowser(
            id=one.pk,
            what=browser_name(one.user_agent),
            network=one.ip,
            since=one.created_at,
            is_this=one.session_key == session_key,
        )
        for one in live
    ]
    return sorted(found, key=lambda one: (not one.is_this, one.since))


_BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR", "Opera"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """What a browser calls itself, in two words: "Firefox, Android". Empty when it says nothing."""
    words = [
        next((name for mark, name in table if mark in user_agent), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(word for word in words if word)


def live_tokens_of(person: Person) -> QuerySet[ApiToken]:
    """The keys that still open something, newest first."""
    return person.api_tokens.filter(ended_at=None).order_by("-pk")


def people(*, search: str, after: str = "") -> list[Person]:
    """Accounts by handle, or the one with exactly this address; one page, and one more."""
    found = Person.objects.filter(deleted_at=None, handle__gt=after).prefetch_related("roles")
    if "@" in search:
        owners = EmailAddress.objects.filter(email=search.strip().lower()).values("user")
        found = found.filter(pk__in=owners)
    elif search:
        found = found.filter(handle__contains=normal_handle(search))
    return list(found.order_by("handle")[: PAGE + 1])


def role_history(person: Person) -> QuerySet[CommunityRole]:
    """Every role somebody holds or held, newest first."""
    return person.roles.order_by("-granted_at", "-pk")
