"""What somebody says about themselves, and which mail they want."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openrounds.accounts import actions
from openrounds.accounts.access import access_person
from openrounds.accounts.forms.yours import ProfileForm
from openrounds.accounts.slots import Slot, contents, is_filled


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Handle, language, time zone, and whether somebody says they are a clinician."""
    person = access_person(request.user)
    form = ProfileForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    context = {"form": form, "place": "profile", "has_mail": is_filled(Slot.MAIL)}
    return render(request, "accounts/profile.html", context)


@login_required
@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """Which mail somebody wants: what other parts of the product ask here."""
    context = {
        "place": "mail",
        "has_mail": is_filled(Slot.MAIL),
        "parts": contents(Slot.MAIL, request),
    }
    return render(request, "accounts/mail.html", context)
