"""Whose program is asking: a key in the `Authorization` header, or the cookie of a session."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext
from ninja.utils import check_csrf

from openrounds.accounts.access import Visitor, authenticate_bearer, dead_key, signed_in
from openrounds.accounts.models import Person
from openrounds.errors import PageProofMissing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ApiRequest(HttpRequest):
    """A request whose sender is known: `auth` is a person, or nobody in particular."""

    auth: Visitor


class MemberRequest(ApiRequest):
    """A request that only people may make."""

    auth: Person


class BearerKey:
    """A key for a program. One that may only read opens nothing that changes something."""

    openapi_security_schema = {
        "type": "http",
        "scheme": "bearer",
        "description": "A key made under “Keys for programs” in one's account, or by "
        "POST /me/keys. A key for reading cannot change anything.",
    }

    def __call__(self, request: HttpRequest) -> Person | None:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        person = authenticate_bearer(header, to_write=request.method not in SAFE_METHODS)
        if person is None:
            raise dead_key()
        return person


class SessionCookie:
    """The session of a browser. What changes something needs the proof against foreign pages."""

    openapi_security_schema = {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The session of a browser. Whatever changes something also needs the "
        "header X-CSRFToken with the value of the cookie csrftoken.",
    }

    def __call__(self, request: HttpRequest) -> Person | None:
        person = signed_in(request.user)
        if person is not None and request.method not in SAFE_METHODS:
            _require_page_proof(request)
        return person


def _require_page_proof(request: HttpRequest) -> None:
    _ = request.body  # read before the form in it is, or nobody could read it any more
    if check_csrf(request):
        raise PageProofMissing(
            gettext("We could not be sure that this came from our own page; nothing was done."),
            remedy=gettext("Send the value of the cookie csrftoken in the header X-CSRFToken."),
        )


class AnyVisitor:
    """Somebody who is not signed in: what is open may be read."""

    def __call__(self, _request: HttpRequest) -> AnonymousUser:
        return AnonymousUser()


BEARER_ONLY = [BearerKey()]
SESSION_ONLY = [SessionCookie()]
SIGNED_IN = [*BEARER_ONLY, *SESSION_ONLY]
ANYBODY = [*SIGNED_IN, AnyVisitor()]
