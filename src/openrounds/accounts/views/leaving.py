"""Taking everything along, and leaving."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openrounds.accounts import actions
from openrounds.accounts.access import access_person
from openrounds.accounts.export import write_archive
from openrounds.accounts.forms.yours import LeaveForm
from openrounds.accounts.slots import Slot, contents, is_filled


@login_required
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """Everything about you, and the way out."""
    context = {"place": "data", "has_mail": is_filled(Slot.MAIL)}
    return render(request, "accounts/data.html", context)


@login_required
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]
@never_cache
def export(request: HttpRequest) -> FileResponse:
    """One archive with everything that is stored about the person who asks."""
    person = access_person(request.user)
    archive = write_archive(person, now=timezone.now())
    actions.record_export(person)
    return FileResponse(
        archive,
        as_attachment=True,
        filename="everything-about-you.zip",
        content_type="application/zip",
    )


@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; then, with the handle typed and proof of who asks, go."""
    person = access_person(request.user)
    form = LeaveForm(request.POST or None, handle=person.handle)
    if request.method == "POST" and form.is_valid():
        actions.start_deletion(person)
        logout(request)
        return redirect("accounts:gone")
    context = {
        "place": "data",
        "has_mail": is_filled(Slot.MAIL),
        "form": form,
        "goes": contents(Slot.GOES, request),
        "stays": contents(Slot.STAYS, request),
    }
    return render(request, "accounts/leave.html", context)


@require_GET
def gone(request: HttpRequest) -> HttpResponse:
    """What stands there after an account was deleted."""
    return render(request, "accounts/gone.html")
