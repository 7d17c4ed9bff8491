"""Who somebody is for the whole community, and whose key a program carries."""

import hashlib

from django.contrib.auth.models import AnonymousUser

from openrounds.accounts.models import ApiToken, Person, Role

Visitor = Person | AnonymousUser

IMPLIED = {
    Role.MODERATOR: (Role.MODERATOR, Role.ADMINISTRATOR),
    Role.HOST: (Role.HOST, Role.ADMINISTRATOR),
}


def signed_in(visitor: Visitor) -> Person | None:
    """The person, or nobody."""
    return visitor if isinstance(visitor, Person) and visitor.is_active else None


def has_role(visitor: Visitor, role: Role) -> bool:
    """Whether somebody holds a role in the whole community, directly or through a higher one."""
    person = signed_in(visitor)
    if person is None:
        return False
    if role == Role.MEMBER:
        return True
    return person.roles.filter(role__in=IMPLIED.get(role, (role,))).exists()


def token_digest(key: str) -> str:
    """The form in which a key is kept: SHA-256, hex. 256 random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


def access_token(key: str) -> ApiToken | None:
    """The live token that this key opens, with its person; nobody learns why it does not."""
    return (
        ApiToken.objects.select_related("person")
        .filter(digest=token_digest(key), ended_at=None, person__is_active=True)
        .first()
    )
