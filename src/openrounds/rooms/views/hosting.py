"""What hosts see first: what there is to do in their room, and its settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from openrounds.rooms.access import Viewer, access_as_host
from openrounds.rooms.actions.rooms import change_settings, end_room
from openrounds.rooms.host_forms.making import SettingsForm
from openrounds.rooms.queries.hosting import host_strip
from openrounds.rooms.queries.notice_versions import versions
from openrounds.rooms.queries.publicness import publicness_of
from openrounds.rooms.queries.room_keeping import chats_for_hosts, open_promises
from openrounds.rooms.wording import readers_words


@never_cache
@require_GET
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The room at a glance: the next chat, who can read, what was promised, what waits."""
    viewer = access_as_host(request.user, slug)
    context = {
        "place": "overview",
        "viewer": viewer,
        "room": viewer.room,
        "strip": host_strip(viewer, timezone.now()),
        "chats": chats_for_hosts(viewer),
        "readers": readers_words(publicness_of(viewer.room)),
        "promises": open_promises(viewer),
        "newest": versions(viewer, None)[0],
    }
    return render(request, "rooms/host/overview.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Title, purpose, and what is held."""
    viewer = access_as_host(request.user, slug)
    form = SettingsForm(request.POST or None, initial=_shown(viewer))
    if request.method == "POST" and form.is_valid():
        change_settings(viewer, form.changes())
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("rooms:host_settings", slug=slug)
    context = {"place": "settings", "viewer": viewer, "room": viewer.room, "form": form}
    return render(request, "rooms/host/settings.html", context)


def _shown(viewer: Viewer) -> dict[str, object]:
    return {name: getattr(viewer.room, name) for name in SettingsForm.base_fields}


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """Nobody writes here any more. Asks once."""
    viewer = access_as_host(request.user, slug)
    if request.method == "POST":
        end_room(viewer)
        messages.success(request, _("The room is over. It can still be read."))
        return redirect("rooms:host", slug=slug)
    context = {"place": "settings", "viewer": viewer, "room": viewer.room}
    return render(request, "rooms/host/end.html", context)
