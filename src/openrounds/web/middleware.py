"""What every answer gets, whatever made it: headers, a request id, language and time zone."""

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from openrounds.web.display import Display, display_from
from openrounds.web.robots import is_indexable

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
_REQUEST_ID = "openrounds.request_id"
_A_REQUEST_ID = re.compile(r"\A[A-Za-z0-9-]{8,64}\Z")


def request_id(request: HttpRequest) -> str:
    """The id that this request has in our logs and on an error page."""
    return str(request.META.get(_REQUEST_ID, ""))


def display_of(request: HttpRequest) -> Display:
    """How this answer is shown; read from the request where no middleware has done so."""
    found = request.META.get("openrounds.display")
    return found if isinstance(found, Display) else display_from(request)


class AnswerHeaders:
    """Gives each request an id, and each answer the headers that it did not set itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.META[_REQUEST_ID] = given if _A_REQUEST_ID.match(given) else secrets.token_hex(8)
        response = self._get_response(request)
        response.headers.setdefault("X-Request-ID", request_id(request))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not is_indexable(request):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


class LanguageAndTimeZone:
    """Speaks the reader's language and tells their time, for the length of one request."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        display = display_from(request)
        request.META["openrounds.display"] = display
        with translation.override(display.language), timezone.override(display.time_zone):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", display.language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
