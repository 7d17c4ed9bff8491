"""Making a room in two steps: what it is, then its notice. Nothing is kept before the end."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openrounds.accounts.models import Person
from openrounds.errors import Refused
from openrounds.rooms.access import access_room_making
from openrounds.rooms.actions.rooms import create_room
from openrounds.rooms.host_forms.making import MakeRoomForm
from openrounds.rooms.host_forms.notices import NoticeForm
from openrounds.rooms.models import Level, Room
from openrounds.rooms.notice_wording import ELEMENTS
from openrounds.rooms.queries.notice_proposal import proposal_for


@never_cache
@require_http_methods(["GET", "POST"])
def make_room(request: HttpRequest) -> HttpResponse:
    """The form for what a room is; sent, the form for its notice; sent again, the room."""
    person = access_room_making(request.user)
    if request.method == "GET":
        return _ask_about(request, MakeRoomForm(initial=_first_values()))
    about = MakeRoomForm(request.POST)
    if not about.is_valid() or request.POST.get("step") == "back":
        return _ask_about(request, about)
    if request.POST.get("step") == "about":
        room = Room(**about.room_fields())
        return _ask_notice(request, about, NoticeForm(initial=proposal_for(room)))
    notice = NoticeForm(request.POST)
    if not notice.is_valid() or request.POST.get("step") == "preview":
        return _ask_notice(request, about, notice)
    return _make(request, person, about, notice)


def _first_values() -> dict[str, object]:
    return {
        "language": translation.get_language(),
        "level": Level.MEMBERS.value,
        "condition_specific": "True",
    }


def _ask_about(request: HttpRequest, form: MakeRoomForm) -> HttpResponse:
    return render(request, "rooms/host/make_about.html", {"form": form})


def _ask_notice(request: HttpRequest, about: MakeRoomForm, notice: NoticeForm) -> HttpResponse:
    context = {
        "about": about,
        "form": notice,
        "title": about.cleaned_data["title"],
        "preview": _preview(notice) if notice.is_bound and notice.is_valid() else (),
    }
    return render(request, "rooms/host/make_notice.html", context)


def _preview(notice: NoticeForm) -> list[tuple[str, str]]:
    elements: Mapping[str, str] = notice.elements()
    return [(str(heading), elements[key]) for key, heading in ELEMENTS.items() if elements[key]]


def _make(
    request: HttpRequest, person: Person, about: MakeRoomForm, notice: NoticeForm
) -> HttpResponse:
    name = about.cleaned_data["pseudonym"]
    try:
        viewer = create_room(person, about.room_fields(), pseudonym=name, notice=notice.elements())
    except Refused as refusal:
        about.add_error(None, f"{refusal.message} {refusal.remedy}")
        return _ask_about(request, about)
    messages.success(
        request,
        _("The room is there. Accept its notice yourself, then plan the first chat."),
    )
    return redirect("rooms:host", slug=viewer.room.slug)
