"""Keys for programs, and sign-in links from the command line."""

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from openrounds.accounts import actions
from openrounds.accounts.access import access_own_token, access_person, find_sign_in_link
from openrounds.accounts.forms.yours import TokenForm
from openrounds.accounts.queries import live_tokens_of
from openrounds.accounts.slots import Slot, is_filled


def _render_keys(request: HttpRequest, form: forms.Form, *, new_key: str = "") -> HttpResponse:
    context = {
        "place": "keys",
        "has_mail": is_filled(Slot.MAIL),
        "form": form,
        "new_key": new_key,
        "tokens": live_tokens_of(access_person(request.user)),
    }
    return render(request, "accounts/keys.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """The keys of one's programs. A new one is shown in the answer, and never again."""
    form = TokenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _render_keys(request, form)
    key = actions.make_token(
        access_person(request.user),
        name=form.cleaned_data["name"],
        may_write=form.cleaned_data["may_write"],
    )
    return _render_keys(request, TokenForm(), new_key=key)


@login_required
@require_POST
def end_key(request: HttpRequest, token_id: int) -> HttpResponse:
    """Shut one key."""
    token = access_own_token(access_person(request.user), token_id)
    actions.end_token(token)
    messages.success(
        request, _("The key “%(name)s” opens nothing any more.") % {"name": token.name}
    )
    return redirect("accounts:keys")


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, key: str) -> HttpResponse:
    """A way in that opens once. Looking at it changes nothing, so that a mail scanner may look."""
    found = find_sign_in_link(key)
    if request.method != "POST":
        return render(request, "accounts/link.html", {"link": found}, status=200 if found else 410)
    if found is None or not actions.use_sign_in_link(found):
        return render(request, "accounts/link.html", {"link": None}, status=410)
    adapter = get_adapter(request)
    adapter.login(request, found.person)
    answer: HttpResponse = adapter.post_login(
        request,
        found.person,
        email_verification="none",
        signal_kwargs=None,
        email=None,
        signup=False,
        redirect_url=None,
    )
    return answer
