"""Links in the frame of a page, and the way to the door."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import urlencode


@dataclass(frozen=True, slots=True)
class Link:
    """A link the project puts into the frame. `is_post` makes it a button that posts."""

    label: str
    url: str
    is_current: bool = False
    is_post: bool = False


def sign_in_url(request: HttpRequest) -> str:
    """The sign-in page, which leads back to here; after a form, to the page the form stood on."""
    back = request.get_full_path()
    if request.method not in {"GET", "HEAD"}:
        page = urlsplit(request.headers.get("Referer", ""))
        back = page.path if page.netloc == request.get_host() else "/"
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
