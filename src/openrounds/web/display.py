"""How a page is shown: language, time zone, light or dark. Kept in cookies of this device.

The device's own choice comes first, then the person's (for mail and new devices), then what the
browser says. Nothing here is used to recognise anybody.
"""

import zoneinfo
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

SCHEME_COOKIE = "or_scheme"
ZONE_COOKIE = "or_zone"
A_YEAR_S = 365 * 24 * 3600


class Scheme(StrEnum):
    """Light and dark are equals; `AS_DEVICE` leaves it to the device."""

    AS_DEVICE = ""
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Display:
    """How this answer is shown."""

    language: str
    time_zone: str
    scheme: Scheme = Scheme.AS_DEVICE


def known_time_zone(name: str) -> str:
    """`name` if it is a time zone, otherwise nothing."""
    try:
        zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, no name of a zone, or a folder
        return ""
    return name


def display_from(request: HttpRequest) -> Display:
    """What cookies, the person's own settings and the browser together ask for."""
    person = getattr(request, "user", None)
    return Display(
        language=_language(request, str(getattr(person, "language", "") or "")),
        time_zone=known_time_zone(request.COOKIES.get(ZONE_COOKIE, ""))
        or known_time_zone(str(getattr(person, "time_zone", "") or ""))
        or settings.TIME_ZONE,
        scheme=scheme_from(request),
    )


def scheme_from(request: HttpRequest) -> Scheme:
    """The colour scheme this device has chosen."""
    chosen = request.COOKIES.get(SCHEME_COOKIE, "")
    return Scheme(chosen) if chosen in {"light", "dark"} else Scheme.AS_DEVICE


def remember(response: HttpResponse, display: Display) -> None:
    """Keep these choices on the device that asked."""
    kept = {
        settings.LANGUAGE_COOKIE_NAME: display.language,
        ZONE_COOKIE: display.time_zone,
        SCHEME_COOKIE: display.scheme.value,
    }
    for name, value in kept.items():
        if value:
            response.set_cookie(
                name,
                value,
                max_age=A_YEAR_S,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        else:
            response.delete_cookie(name)


def _language(request: HttpRequest, wished: str) -> str:
    spoken = {code for code, _ in settings.LANGUAGES}
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return next(
        (code for code in (chosen, wished) if code in spoken),
        get_language_from_request(request),
    )
