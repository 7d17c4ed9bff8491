"""A guide for hosts on one printed page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How to host a chat: before, in the hour, after, and when something goes wrong."""
    return render(request, "rooms/host/guide.html")
