"""Signing in with a handle or an address, and coming back with a session."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from openrounds.accounts.access import person_by_id
from openrounds.accounts.models import Person, normal_handle


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Compares exactly one password per attempt, so that the time taken tells nothing.

    allauth's own backend tries the address twice and a handle in between, which takes twice as
    long for an address that is known here as for one that is not.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: object) -> Person | None:  # noqa: ARG002 - allauth's signature
        login = str(credentials.get("email") or credentials.get("username") or "")
        person = _find(login)
        matches = self._check_password(person, str(credentials.get("password") or ""))
        return person if matches else None

    def get_user(self, user_id: int | str) -> Person | None:
        return person_by_id(user_id)


def _find(login: str) -> Person | None:
    """The account of a handle or an address. A checked address goes before one that is not."""
    if "@" not in login:  # no handle contains one
        return Person.objects.filter(handle=normal_handle(login)).first()
    address = (
        EmailAddress.objects.filter(email=login.strip().lower(), primary=True)
        .select_related("user")
        .order_by("-verified", "pk")
        .first()
    )
    return address.user if address else None
