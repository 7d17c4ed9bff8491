"""The notice of a room or of one chat: writing a version, seeing who has accepted which."""

import csv
import io
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from openrounds.rooms.access import Viewer, access_as_host, access_chat
from openrounds.rooms.actions.notices import write_notice
from openrounds.rooms.host_forms.notices import NoticeForm
from openrounds.rooms.models import LiveChat
from openrounds.rooms.notice_wording import compose
from openrounds.rooms.queries.notice_proposal import proposal_for
from openrounds.rooms.queries.notice_versions import acceptance_rows, changes_between, versions
from openrounds.rooms.queries.notices import current_notice


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, chat_id: str = "") -> HttpResponse:
    """Write a new version: first the difference is shown, then everybody is asked again."""
    viewer = access_as_host(request.user, slug)
    chat = access_chat(viewer, chat_id) if chat_id else None
    now = current_notice(viewer.room, chat)
    if request.method == "GET":
        wanted = proposal_for(viewer.room) if "proposed" in request.GET else now.elements
        return _show(request, viewer, chat, NoticeForm(initial=wanted))
    form = NoticeForm(request.POST)
    if not form.is_valid() or request.POST.get("step") != "publish":
        return _show(request, viewer, chat, form)
    by_ref = viewer.person.log_ref if viewer.person else ""
    written = write_notice(viewer.room, form.elements(), chat=chat, by_ref=by_ref)
    messages.success(
        request,
        _("Version %(n)s holds from now on. Everybody is asked to accept it before they write.")
        % {"n": written.version},
    )
    return redirect("rooms:host_notice_versions", slug=slug)


def _show(
    request: HttpRequest, viewer: Viewer, chat: LiveChat | None, form: NoticeForm
) -> HttpResponse:
    now = current_notice(viewer.room, chat)
    is_ready = form.is_bound and form.is_valid()
    wanted = form.elements() if is_ready else now.elements
    context = {
        "place": "notice",
        "viewer": viewer,
        "room": viewer.room,
        "chat": chat,
        "form": form,
        "now": now,
        "changes": changes_between(now.elements, wanted) if is_ready else (),
        "is_ready": is_ready,
        "is_same": is_ready
        and compose(wanted) == compose(now.elements)
        and now.chat_id == (chat and chat.pk),
    }
    return render(request, "rooms/host/notice_edit.html", context)


@never_cache
@require_GET
def version_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version, how many accept it, and the export."""
    viewer = access_as_host(request.user, slug)
    own = LiveChat.objects.filter(room=viewer.room, notices__isnull=False).distinct()
    context = {
        "place": "notice",
        "viewer": viewer,
        "room": viewer.room,
        "versions": versions(viewer, None),
        "of_chats": [(chat, versions(viewer, chat)) for chat in own.order_by("-starts_at")],
    }
    return render(request, "rooms/host/notice_versions.html", context)


@never_cache
@require_GET
def acceptances(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Who has accepted which version when, by their name in this room. As CSV or JSON."""
    viewer = access_as_host(request.user, slug)
    rows = [asdict(row) for row in acceptance_rows(viewer)]
    if form == "json":
        response: HttpResponse = JsonResponse({"room": slug, "acceptances": rows})
    else:
        response = HttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-acceptances.{form}"'
    return response


def _csv(rows: list[dict[str, object]]) -> str:
    out = io.StringIO()
    columns = ["member", "name", "chat", "version", "sha256", "accepted_at", "taken_back_at"]
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def _cell(value: object) -> str:
    """A cell that a spreadsheet does not take for a formula: names are free text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
