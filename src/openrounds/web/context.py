"""What every template may ask for."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest

from openrounds.web.middleware import display_of
from openrounds.web.navigation import sign_in_url
from openrounds.web.robots import is_indexable
from openrounds.web.wording import browser_words

Context = dict[str, object]


def page(request: HttpRequest) -> Context:
    """The frame's own values: who we are, how it is shown, whether search engines may come."""
    return {
        "community_name": settings.SITE_NAME,
        "display": display_of(request),
        "browser_words": browser_words,
        "indexable": is_indexable(request),
        "sign_in_url": partial(sign_in_url, request),
    }
