"""Roles in a room, and invitations to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openrounds.rooms.access import access_as_host, access_invitation, access_member
from openrounds.rooms.actions.door import end_invitation, invite
from openrounds.rooms.actions.rooms import give_role
from openrounds.rooms.host_forms.people import InvitationForm, RoleForm
from openrounds.rooms.queries.room_keeping import live_invitations, members
from openrounds.web.addresses import absolute


@never_cache
@require_GET
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody in the room with role and line."""
    viewer = access_as_host(request.user, slug)
    context = {
        "place": "people",
        "viewer": viewer,
        "room": viewer.room,
        "members": members(viewer),
    }
    return render(request, "rooms/host/people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def role(request: HttpRequest, slug: str, member_id: str) -> HttpResponse:
    """Give somebody a role and the words beside the name."""
    viewer = access_as_host(request.user, slug)
    member = access_member(viewer, member_id)
    form = RoleForm(request.POST or None, initial={"role": member.role, "line": member.line})
    if request.method == "POST" and form.is_valid():
        give_role(viewer, member, form.cleaned_data["role"], line=form.cleaned_data["line"])
        messages.success(request, _("Saved. It stands beside the name from now on."))
        return redirect("rooms:host_people", slug=slug)
    context = {
        "place": "people",
        "viewer": viewer,
        "room": viewer.room,
        "member": member,
        "form": form,
    }
    return render(request, "rooms/host/role.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """The invitations that hold; a new one shows its link on the page that answers, only there."""
    viewer = access_as_host(request.user, slug)
    form, link = InvitationForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        key = invite(
            viewer,
            role=form.cleaned_data["role"],
            uses=form.cleaned_data["uses"],
            ends_at=form.ends_at(),
        )
        door = reverse("rooms:door", args=[slug])
        link = absolute(f"{door}?{urlencode({'invitation': key})}")
        form = InvitationForm()
    context = {
        "place": "people",
        "viewer": viewer,
        "room": viewer.room,
        "form": form,
        "link": link,
        "invitations": live_invitations(viewer, timezone.now()),
    }
    return render(request, "rooms/host/invitations.html", context)


@require_POST
def invitation_end(request: HttpRequest, slug: str, invitation: str) -> HttpResponse:
    """Shut an invitation."""
    viewer = access_as_host(request.user, slug)
    end_invitation(viewer, access_invitation(viewer, invitation))
    messages.success(request, _("The link does not open the room any more."))
    return redirect("rooms:host_invitations", slug=slug)
