"""The people of a room, and oneself among them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openrounds.errors import OpenRoundsError, Refused
from openrounds.rooms.access import Viewer, access_as_member, access_member
from openrounds.rooms.actions.door import leave as leave_room
from openrounds.rooms.actions.door import rename as take_name
from openrounds.rooms.actions.door import set_block, set_digest
from openrounds.rooms.forms import DigestForm, NameForm
from openrounds.rooms.models import BlockKind, Digest
from openrounds.rooms.queries.cards import author_card
from openrounds.rooms.queries.people import block_on, has_posted, not_met, people_of
from openrounds.rooms.views.answering import back, unkept, way_back

MEET_AGAIN = "none"


@require_safe
@unkept
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in the room, by name. Only for those who are in it, too."""
    viewer = access_as_member(request.user, slug)
    context = {"room": viewer.room, "viewer": viewer, "people": people_of(viewer)}
    return render(request, "rooms/people.html", context)


@require_safe
@unkept
def member(request: HttpRequest, slug: str, member_id: str) -> HttpResponse:
    """Somebody in this room, and whether one wants to meet them."""
    viewer = access_as_member(request.user, slug)
    other = access_member(viewer, member_id)
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "member": author_card(other),
        "is_me": viewer.membership is not None and other.pk == viewer.membership.pk,
        "block": block_on(viewer, other),
        "next": way_back(request, ""),
    }
    return render(request, "rooms/member.html", context)


@require_POST
@unkept
def meet(request: HttpRequest, slug: str, member_id: str) -> HttpResponse:
    """Mute or block somebody, or meet them again. Nobody else learns of it."""
    viewer = access_as_member(request.user, slug)
    other = access_member(viewer, member_id)
    wished = request.POST.get("kind", "")
    if wished not in (*BlockKind.values, MEET_AGAIN):
        raise Refused(_("That cannot be chosen."), remedy=_("Choose one of the buttons."))
    kind = None if wished == MEET_AGAIN else BlockKind(wished)
    set_block(viewer, other, kind)
    said = {
        BlockKind.MUTE: _("You do not see %(name)s here any more. They do not learn of it."),
        BlockKind.BLOCK: _("You do not see %(name)s here, and they cannot answer you."),
        None: _("You see %(name)s here again."),
    }
    messages.success(request, said[kind] % {"name": other.pseudonym})
    return back(request, reverse("rooms:you", args=[slug]))


@require_safe
@unkept
def you(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about oneself in this room."""
    viewer = access_as_member(request.user, slug)
    return _you(request, viewer)


def _you(
    request: HttpRequest, viewer: Viewer, *, name: NameForm | None = None, status: int = 200
) -> HttpResponse:
    me = viewer.membership
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "me": me,
        "name_form": name or NameForm(initial={"pseudonym": me.pseudonym if me else ""}),
        "digest_form": DigestForm(initial={"digest": me.digest if me else Digest.NONE}),
        "not_met": not_met(viewer),
    }
    return render(request, "rooms/you.html", context, status=status)


@require_POST
@unkept
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Take another name in this room."""
    viewer = access_as_member(request.user, slug)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _you(request, viewer, name=form, status=422)
    try:
        take_name(viewer, form.cleaned_data["pseudonym"])
    except OpenRoundsError as error:
        form.add_error("pseudonym", f"{error.message} {error.remedy}")
        return _you(request, viewer, name=form, status=error.status)
    messages.success(request, _("Your name in this room is changed. Earlier posts show it, too."))
    return redirect("rooms:you", slug=slug)


@require_POST
@unkept
def digest(request: HttpRequest, slug: str) -> HttpResponse:
    """How often news comes by e-mail."""
    viewer = access_as_member(request.user, slug)
    form = DigestForm(request.POST)
    if not form.is_valid():
        raise Refused(_("That cannot be chosen."), remedy=_("Choose one of those shown."))
    set_digest(viewer, Digest(form.cleaned_data["digest"]))
    messages.success(request, _("Your choice is saved."))
    return redirect("rooms:you", slug=slug)


@require_http_methods(["GET", "POST"])
@unkept
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Go out of a room; what stays is said before."""
    viewer = access_as_member(request.user, slug)
    if request.method == "POST" and viewer.membership is not None:
        leave_room(viewer.membership)
        messages.success(request, _("You have left the room. You can come back at any time."))
        return redirect("rooms:home")
    context = {"room": viewer.room, "viewer": viewer, "has_posted": has_posted(viewer)}
    return render(request, "rooms/leave.html", context)
