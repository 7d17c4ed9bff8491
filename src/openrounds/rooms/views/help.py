"""Help, in the product's own words."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openrounds.rooms.emergency import urgent_help
from openrounds.rooms.models import Level
from openrounds.rooms.wording import LEVEL_SENTENCES
from openrounds.web.robots import allow_indexing


@require_safe
def help_start(request: HttpRequest) -> HttpResponse:
    """The table of contents."""
    allow_indexing(request)
    return render(request, "rooms/help.html")


@require_safe
def help_chats(request: HttpRequest) -> HttpResponse:
    """How a live chat works."""
    allow_indexing(request)
    return render(request, "rooms/help_chats.html")


@require_safe
def help_guard(request: HttpRequest) -> HttpResponse:
    """What the guard does, and what it does not."""
    allow_indexing(request)
    return render(request, "rooms/help_guard.html", {"urgent": urgent_help(settings.COUNTRY)})


@require_safe
def help_publicness(request: HttpRequest) -> HttpResponse:
    """Who can read what."""
    allow_indexing(request)
    levels = [LEVEL_SENTENCES[level] for level in Level]
    return render(request, "rooms/help_publicness.html", {"levels": levels})
