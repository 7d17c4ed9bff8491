"""The door of a room: a name for this room alone, and its notice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openrounds.errors import Conflict, Refused
from openrounds.rooms.access import Viewer, access_door
from openrounds.rooms.actions.door import come_through
from openrounds.rooms.forms import DoorForm
from openrounds.rooms.notice_wording import parts
from openrounds.rooms.pseudonyms import resembles
from openrounds.rooms.queries.door import free_pseudonym
from openrounds.rooms.queries.notices import current_notice, live_chat
from openrounds.rooms.queries.publicness import publicness_of
from openrounds.rooms.views.answering import unkept
from openrounds.rooms.views.composing import sign_in_url
from openrounds.rooms.wording import readers_words


@require_http_methods(["GET", "POST"])
@unkept
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a name, read the notice, come in."""
    key = request.GET.get("invitation", "")
    viewer = access_door(request.user, slug, key=key)
    if viewer.membership is not None:
        return redirect("rooms:room", slug=slug)
    if request.method == "POST" and viewer.person is not None:
        return _come_in(request, viewer, key)
    return _show(request, viewer, DoorForm(initial=_proposed(viewer)))


def _come_in(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    form = DoorForm(request.POST.dict())
    if not form.is_valid():
        return _show(request, viewer, form, status=422)
    name = form.cleaned_data["pseudonym"]
    handle = viewer.person.handle if viewer.person else ""
    if resembles(name, handle) and not form.cleaned_data["use_anyway"]:
        return _warn(request, viewer, form)
    try:
        come_through(viewer, name, digest=form.cleaned_data["notice"], key=key)
    except (Conflict, Refused) as error:
        form.add_error(None, f"{error.message} {error.remedy}")
        return _show(request, viewer, form, status=error.status)
    messages.success(request, _("You are in. Here you are %(name)s.") % {"name": name})
    return redirect("rooms:room", slug=viewer.room.slug)


def _warn(request: HttpRequest, viewer: Viewer, form: DoorForm) -> HttpResponse:
    """The name says who it is: show that once, and take it when it is sent again."""
    form.data = {**form.data, "use_anyway": "on"}
    form.add_error(
        "pseudonym",
        _(
            "This is close to the name of your account: whoever knows that one could know you by "
            "this. Choose another, or send it once more to use it all the same."
        ),
    )
    return _show(request, viewer, form, status=422)


def _proposed(viewer: Viewer) -> dict[str, str]:
    return {"pseudonym": free_pseudonym(viewer.room)}


def _show(
    request: HttpRequest, viewer: Viewer, form: DoorForm, *, status: int = 200
) -> HttpResponse:
    notice = current_notice(viewer.room, live_chat(viewer))
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "form": form,
        "notice": notice,
        "parts": parts(notice),
        "readers": readers_words(publicness_of(viewer.room)),
        "other_names": [free_pseudonym(viewer.room) for _n in range(3)],
        "sign_in": sign_in_url(request.get_full_path()),
    }
    return render(request, "rooms/door.html", context, status=status)
