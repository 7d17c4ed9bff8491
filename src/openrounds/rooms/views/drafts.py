"""Texts kept for later, seen by nobody but their author."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openrounds.accounts.access import access_person
from openrounds.rooms.actions.drafts import forget_draft
from openrounds.rooms.queries.drafts import drafts_of
from openrounds.rooms.views.answering import unkept


@require_safe
@unkept
def drafts(request: HttpRequest) -> HttpResponse:
    """One's own drafts in all rooms."""
    person = access_person(request.user)
    return render(request, "rooms/drafts.html", {"drafts": drafts_of(person)})


@require_POST
@unkept
def forget(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Erase a draft."""
    forget_draft(access_person(request.user), draft_id)
    messages.success(request, _("The draft is erased."))
    return redirect("rooms:drafts")
