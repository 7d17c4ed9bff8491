"""How somebody gets into their account, and where they are signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openrounds.accounts import actions
from openrounds.accounts.access import access_own_session, access_person
from openrounds.accounts.queries import browsers_of, protection_of
from openrounds.accounts.slots import Slot, is_filled


@login_required
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Password, passkeys, codes, provider, and every browser that is signed in."""
    person = access_person(request.user)
    context = {
        "place": "security",
        "has_mail": is_filled(Slot.MAIL),
        "protection": protection_of(person),
        "browsers": browsers_of(person, request.session.session_key),
    }
    return render(request, "accounts/security.html", context)


@login_required
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign one browser out."""
    session = access_own_session(access_person(request.user), session_id)
    actions.end_session(session)
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:security")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    actions.end_other_sessions(access_person(request.user), keep=request.session.session_key)
    messages.success(request, _("You are signed in here and nowhere else."))
    return redirect("accounts:security")
