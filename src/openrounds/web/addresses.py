"""Whole addresses, for what leaves the site: mail, feeds, calendars."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """The public address of a path of ours."""
    return f"{settings.SITE_URL}{path}"


def site_host() -> str:
    """The name that answers for ids which leave the site."""
    return urlsplit(settings.SITE_URL).hostname or "openrounds"
