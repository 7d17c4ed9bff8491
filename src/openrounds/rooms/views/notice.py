"""The notice of a room: what holds now, what held before, and what one has accepted."""

import csv
import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openrounds.rooms.access import Viewer, access_as_member, access_room
from openrounds.rooms.actions.notices import accept_notice, withdraw_acceptance
from openrounds.rooms.models import Acceptance, Notice
from openrounds.rooms.notice_wording import parts
from openrounds.rooms.queries.notices import (
    acceptances_of,
    current_notice,
    live_chat,
    standing,
    versions,
)
from openrounds.rooms.views.answering import back, unkept

COLUMNS = ("room", "chat", "version", "sha256", "accepted_at", "withdrawn_at", "text")


@require_safe
@unkept
def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """The notice that holds, with a way to accept it; then the earlier versions."""
    viewer = access_room(request.user, slug)
    current = _current(viewer)
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "notice": current,
        "parts": parts(current),
        "standing": standing(viewer.membership, current),
        "earlier": [
            (version, parts(version))
            for version in versions(viewer.room, current.chat)
            if version.pk != current.pk
        ],
        "accepted": acceptances_of(viewer.membership) if viewer.membership else (),
    }
    return render(request, "rooms/notice.html", context)


def _current(viewer: Viewer) -> Notice:
    return current_notice(viewer.room, live_chat(viewer))


@require_POST
@unkept
def accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept the version that was shown."""
    viewer = access_as_member(request.user, slug)
    accept_notice(viewer, _current(viewer), request.POST.get("notice", ""))
    messages.success(request, _("You have accepted the notice. You can write now."))
    return back(request, reverse("rooms:room", args=[slug]))


@require_POST
@unkept
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the acceptance back: one can read on, and not write."""
    viewer = access_as_member(request.user, slug)
    withdraw_acceptance(viewer, _current(viewer))
    messages.success(request, _("You have taken your acceptance back. You can still read."))
    return redirect("rooms:notice", slug=slug)


@require_safe
@unkept
def acceptances(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """What one has accepted in this room, to keep: JSON or a table."""
    viewer = access_as_member(request.user, slug)
    rows = [_row(one) for one in acceptances_of(viewer.membership)] if viewer.membership else []
    if form == "json":
        return _file(
            JsonResponse({"acceptances": rows}, json_dumps_params={"indent": 2}), slug, form
        )
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return _file(HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8"), slug, form)


def _row(one: Acceptance) -> dict[str, object]:
    return {
        "room": one.membership.room.slug,
        "chat": one.notice.chat.public_id if one.notice.chat else "",
        "version": one.version,
        "sha256": one.digest,
        "accepted_at": one.at.isoformat(),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else "",
        "text": one.notice.text,
    }


def _file(response: HttpResponse, slug: str, form: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-notices.{form}"'
    return response
