"""Chats in people's own calendars: a file for each chat, an address for each room."""

import hashlib
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openrounds.rooms import ics
from openrounds.rooms.access import (
    Viewer,
    access_as_member,
    access_calendar,
    access_chat,
    access_room,
)
from openrounds.rooms.actions.calendar import end_calendar_key, make_calendar_key
from openrounds.rooms.models import CalendarKey, Level, LiveChat
from openrounds.rooms.queries.calendar import calendar_changed_at, chat_with_series, room_chats
from openrounds.web.addresses import absolute, site_host


@require_safe
def chat_file(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """One chat, with the rest of its series when it recurs."""
    viewer = access_room(request.user, slug)
    chat = access_chat(viewer, chat_id)
    response = _calendar(request, viewer, chat_with_series(chat))
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


@require_safe
def room_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Every chat of a room, for those who can read it; a calendar can follow an open room."""
    viewer = access_room(request.user, slug)
    return _calendar(request, viewer, room_chats(viewer.room))


@require_safe
def secret_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Every chat of a room that is not open, for whoever has the secret address of a member."""
    viewer = access_calendar(key)
    return _calendar(request, viewer, room_chats(viewer.room))


@never_cache
@require_http_methods(["GET", "POST"])
def subscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """How to follow the room's chats in one's own calendar. POST makes a new secret address."""
    viewer, secret = access_room(request.user, slug), ""
    if request.method == "POST":
        viewer = access_as_member(request.user, slug)
        key = make_calendar_key(viewer)
        secret = absolute(reverse("rooms:secret_calendar", args=[key]))
    is_open = Level(viewer.room.level).is_open
    has_key = CalendarKey.objects.filter(membership=viewer.membership).exists()
    context = {
        "viewer": viewer,
        "room": viewer.room,
        "is_open": is_open,
        "address": absolute(reverse("rooms:calendar", args=[slug])),
        "secret": secret,
        "has_key": viewer.membership is not None and has_key,
    }
    return render(request, "rooms/host/calendar.html", context)


@require_POST
def end_secret(request: HttpRequest, slug: str) -> HttpResponse:
    """Shut the secret address."""
    end_calendar_key(access_as_member(request.user, slug))
    messages.success(request, _("The address is shut. Calendars that follow it get nothing more."))
    return redirect("rooms:calendar_page", slug=slug)


def _calendar(request: HttpRequest, viewer: Viewer, chats: Sequence[LiveChat]) -> HttpResponse:
    body = ics.calendar(_place(viewer), chats)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _place(viewer: Viewer) -> ics.Place:
    room = viewer.room
    return ics.Place(
        title=room.title,
        url=absolute(reverse("rooms:room", args=[room.slug])),
        host=site_host(),
        is_open=Level(room.level).is_open,
        changed_at=calendar_changed_at(room),
    )
