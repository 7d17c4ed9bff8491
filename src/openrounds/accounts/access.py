"""Who somebody is for the whole community, and whose key a program carries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from openrounds.accounts.actions import note_token_use
from openrounds.accounts.keys import digest
from openrounds.accounts.models import ApiToken, Person, Role, SignInLink
from openrounds.errors import NotAllowed, NotFound, SignInNeeded

Visitor = Person | AnonymousUser
KEY_REF_LENGTH = 16

IMPLIED = {
    Role.MODERATOR: frozenset({Role.MODERATOR, Role.ADMINISTRATOR}),
    Role.HOST: frozenset({Role.HOST, Role.ADMINISTRATOR}),
}


def signed_in(visitor: Visitor) -> Person | None:
    """The person, or nobody."""
    return visitor if isinstance(visitor, Person) and visitor.is_active else None


def roles_of(visitor: Visitor) -> frozenset[Role]:
    """The roles somebody holds in the whole community, without those that others imply."""
    person = signed_in(visitor)
    return person.community_roles | {Role.MEMBER} if person else frozenset()


def has_role(visitor: Visitor, role: Role) -> bool:
    """Whether somebody holds a role in the whole community, directly or through a higher one."""
    return bool(IMPLIED.get(role, frozenset({role})) & roles_of(visitor))


def access_person(visitor: Visitor) -> Person:
    """The person who is asking; refuses whoever is not signed in."""
    person = signed_in(visitor)
    if person is None:
        raise SignInNeeded("You are not signed in.", remedy="Sign in and try again.")
    return person


def access_administrator(visitor: Visitor) -> Person:
    """The administrator who is asking; refuses everybody else."""
    person = access_person(visitor)
    if not has_role(person, Role.ADMINISTRATOR):
        raise NotAllowed(
            "Only an administrator of this place can do this.",
            remedy="Ask an administrator.",
        )
    return person


def administrator_ref(visitor: Visitor) -> str:
    """The reference of the administrator who is asking, for the log's own pages."""
    return access_administrator(visitor).log_ref


def access_somebody(administrator: Person, ref: str) -> Person:
    """The account that an administrator's page names; deleted accounts are nobody's business."""
    access_administrator(administrator)
    found = Person.objects.filter(log_ref=ref, deleted_at=None).first()
    if found is None:
        raise NotFound("There is no such account.", remedy="Look for it among the people.")
    return found


def access_own_token(person: Person, token_id: int) -> ApiToken:
    """A live token of this person; another's does not exist for them."""
    found = ApiToken.objects.filter(person=person, pk=token_id, ended_at=None).first()
    if found is None:
        raise NotFound("There is no such key.", remedy="Look at the list of your keys.")
    return found


def access_own_key(person: Person, ref: str) -> ApiToken:
    """A live token of this person, by the first 16 signs of its digest, which tell no order."""
    found = ApiToken.objects.filter(person=person, digest__startswith=ref, ended_at=None).first()
    if found is None or len(ref) != KEY_REF_LENGTH:
        raise NotFound("There is no such key.", remedy="Look at the list of your keys.")
    return found


def access_own_session(person: Person, session_id: int) -> UserSession:
    """A browser in which this person is signed in; another's does not exist for them."""
    found = UserSession.objects.filter(user=person, pk=session_id).first()
    if found is None:
        raise NotFound(
            "This browser is signed out already.", remedy="Look at the list of your browsers."
        )
    return found


def find_sign_in_link(key: str) -> SignInLink | None:
    """The link that this key opens, while it does."""
    return (
        SignInLink.objects.select_related("person")
        .filter(
            digest=digest(key),
            used_at=None,
            expires_at__gt=timezone.now(),
            person__is_active=True,
        )
        .first()
    )


def authenticate_bearer(header: str | None, *, to_write: bool = False) -> Person | None:
    """Whose key stands in an `Authorization` header, roles included, in one query.

    Nobody learns why a key opens nothing: it is then as if there were none. A key that may only
    read is refused with `NotAllowed` where `to_write` is asked. The first use of a day is noted.
    """
    scheme, _, key = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        return None
    held = FilteredRelation("person__roles", condition=Q(person__roles__ended_at=None))
    rows = list(
        ApiToken.objects.select_related("person")
        .filter(digest=digest(key.strip()), ended_at=None, person__is_active=True)
        .annotate(held=held, held_role=F("held__role"))
    )
    if not rows:
        return None
    token = rows[0]
    if to_write and not token.may_write:
        raise NotAllowed("This key may only read.", remedy="Make a key that may also write.")
    if token.last_used_on != timezone.now().date():
        note_token_use(token)
    return _with_roles(token.person, [row.held_role for row in rows])


def dead_key() -> SignInNeeded:
    """The answer to a key that opens nothing: a program must learn that it is not signed in."""
    return SignInNeeded(
        gettext("This key does not open anything."),
        remedy=gettext("Make a new key in your account; the old one may have been ended."),
    )


def person_by_id(person_id: int | str) -> Person | None:
    """An active account with its roles, in one query."""
    return people_by_id([int(person_id)]).get(int(person_id))


def person_from_session_key(key: str | None) -> Person | None:
    """Who is signed in with this session cookie, for what does not run behind the middleware."""
    session = SessionStore(key).load() if key else {}
    person = person_by_id(session[SESSION_KEY]) if SESSION_KEY in session else None
    if person is None:
        return None
    return person if _is_session_of(person, session) else None


def people_of_keys(keys: Collection[str]) -> dict[str, Person]:
    """Whose keys these are, for many at once, in two queries; dead keys are left out."""
    digests = {digest(key): key for key in keys}
    tokens = ApiToken.objects.filter(digest__in=digests, ended_at=None)
    owners = {digests[token.digest]: token.person_id for token in tokens}
    people = people_by_id(set(owners.values()))
    return {key: people[owner] for key, owner in owners.items() if owner in people}


def people_of_sessions(session_keys: Collection[str]) -> dict[str, Person]:
    """Who is signed in with these session cookies, for many at once, in two queries."""
    store = SessionStore()
    rows = Session.objects.filter(session_key__in=session_keys, expire_date__gt=timezone.now())
    held = {row.session_key: store.decode(row.session_data) for row in rows}
    people = people_by_id({int(data[SESSION_KEY]) for data in held.values() if SESSION_KEY in data})
    found = {}
    for key, data in held.items():
        person = people.get(int(data.get(SESSION_KEY, 0)))
        if person is not None and _is_session_of(person, data):
            found[key] = person
    return found


def people_by_id(ids: Collection[int]) -> dict[int, Person]:
    """Active accounts with their roles, in one query."""
    held = FilteredRelation("roles", condition=Q(roles__ended_at=None))
    codes: dict[int, list[str | None]] = defaultdict(list)
    people: dict[int, Person] = {}
    rows = Person.objects.filter(pk__in=ids, is_active=True)
    for row in rows.annotate(held=held, held_role=F("held__role")):
        people[row.pk] = row
        codes[row.pk].append(row.held_role)
    return {pk: _with_roles(person, codes[pk]) for pk, person in people.items()}


def _is_session_of(person: Person, data: Mapping[str, object]) -> bool:
    """Whether the session was opened with the password that the account has now."""
    kept = str(data.get(HASH_SESSION_KEY, ""))
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return any(constant_time_compare(kept, one) for one in hashes)


def session_cookie_name() -> str:
    """The name of the cookie that `person_from_session_key` wants the value of."""
    return settings.SESSION_COOKIE_NAME


def _with_roles(person: Person, codes: Sequence[str | None]) -> Person:
    person.community_roles = frozenset(Role(code) for code in codes if code)
    return person
