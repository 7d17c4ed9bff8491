"""How public a room is, for its hosts: narrower at once or on a day, wider with a look first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openrounds.rooms.access import Viewer, access_as_host, access_promise
from openrounds.rooms.actions.rooms import (
    bring_forward,
    narrow,
    promise_narrowing,
    set_gone_at,
    widen,
)
from openrounds.rooms.host_forms.publicness import (
    GoneForm,
    LevelForm,
    PromiseForm,
    SoonerForm,
    narrower_levels,
    wider_levels,
)
from openrounds.rooms.host_wording import promise_line, publicness_column
from openrounds.rooms.models import Level
from openrounds.rooms.queries.publicness import publicness_of
from openrounds.rooms.queries.room_keeping import open_promises, publicness_at
from openrounds.rooms.wording import day, readers_words


@never_cache
@require_GET
def publicness(request: HttpRequest, slug: str) -> HttpResponse:
    """Who can read now, what was promised, and what can be changed."""
    return _show(request, access_as_host(request.user, slug))


def _show(
    request: HttpRequest,
    viewer: Viewer,
    *,
    narrow_form: LevelForm | None = None,
    promise_form: PromiseForm | None = None,
    sooner_form: SoonerForm | None = None,
    gone_form: GoneForm | None = None,
) -> HttpResponse:
    narrower, wider = narrower_levels(viewer.room), wider_levels(viewer.room)
    context = {
        "place": "publicness",
        "viewer": viewer,
        "room": viewer.room,
        "readers": readers_words(publicness_of(viewer.room)),
        "promises": [promise_line(change) for change in open_promises(viewer)],
        "narrow_form": narrow_form or LevelForm(levels=narrower, prefix="now"),
        "promise_form": promise_form or PromiseForm(levels=narrower, prefix="promise"),
        "widen_form": LevelForm(levels=wider),
        "sooner_form": sooner_form or SoonerForm(),
        "gone_form": gone_form or GoneForm(initial={"gone_at": viewer.room.gone_at}),
        "may_narrow": bool(narrower),
        "may_widen": bool(wider),
    }
    return render(request, "rooms/host/publicness.html", context)


@require_POST
def narrow_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Let fewer people read from this moment."""
    viewer = access_as_host(request.user, slug)
    form = LevelForm(request.POST, levels=narrower_levels(viewer.room), prefix="now")
    if not form.is_valid():
        return _show(request, viewer, narrow_form=form)
    narrow(viewer, form.cleaned_data["level"])
    messages.success(request, _("Done. Everybody else is out from this moment."))
    return redirect("rooms:host_publicness", slug=slug)


@require_POST
def promise(request: HttpRequest, slug: str) -> HttpResponse:
    """Promise a day from which fewer people can read."""
    viewer = access_as_host(request.user, slug)
    form = PromiseForm(request.POST, levels=narrower_levels(viewer.room), prefix="promise")
    if not form.is_valid():
        return _show(request, viewer, promise_form=form)
    change = promise_narrowing(viewer, form.cleaned_data["level"], form.cleaned_data["due_at"])
    messages.success(
        request,
        _("Promised for %(day)s. Everybody who writes here reads it.")
        % {"day": day(change.due_at)},
    )
    return redirect("rooms:host_publicness", slug=slug)


@require_POST
def sooner(request: HttpRequest, slug: str, level: str) -> HttpResponse:
    """Bring a promise forward."""
    viewer = access_as_host(request.user, slug)
    change = access_promise(viewer, level)
    form = SoonerForm(request.POST)
    if not form.is_valid():
        return _show(request, viewer, sooner_form=form)
    bring_forward(viewer, change, form.cleaned_data["due_at"])
    messages.success(request, _("It comes sooner now."))
    return redirect("rooms:host_publicness", slug=slug)


@require_POST
def gone(request: HttpRequest, slug: str) -> HttpResponse:
    """Promise the day on which everything is erased, or bring it forward."""
    viewer = access_as_host(request.user, slug)
    form = GoneForm(request.POST)
    if not form.is_valid():
        return _show(request, viewer, gone_form=form)
    set_gone_at(viewer, form.cleaned_data["gone_at"])
    messages.success(request, _("Promised. Everybody who writes here reads it."))
    return redirect("rooms:host_publicness", slug=slug)


@never_cache
@require_http_methods(["GET", "POST"])
def widen_room(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changes when more people can read; then, confirmed, do it."""
    viewer = access_as_host(request.user, slug)
    is_confirmed = request.method == "POST" and request.POST.get("confirmed") == "yes"
    form = LevelForm(
        request.POST if request.method == "POST" else request.GET,
        levels=wider_levels(viewer.room),
    )
    if not form.is_valid():
        return redirect("rooms:host_publicness", slug=slug)
    level: Level = form.cleaned_data["level"]
    if request.method == "POST":
        widen(viewer, level, confirmed=is_confirmed)
        messages.success(
            request, _("More people can read what is posted from now on. Nothing before it.")
        )
        return redirect("rooms:host_publicness", slug=slug)
    before, after = publicness_of(viewer.room), publicness_at(viewer, level)
    context = {
        "place": "publicness",
        "viewer": viewer,
        "room": viewer.room,
        "form": form,
        "level": level,
        "columns": [publicness_column(before), publicness_column(after)],
        "promises": open_promises(viewer),
    }
    return render(request, "rooms/host/widen.html", context)
