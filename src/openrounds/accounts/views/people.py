"""For administrators: who is here, and what they may do. Names in rooms are not shown here."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openrounds.accounts import actions
from openrounds.accounts.access import access_administrator, access_somebody
from openrounds.accounts.forms.people import InviteForm, ReasonForm, RoleForm
from openrounds.accounts.mail import queue_mail
from openrounds.accounts.models import Person, Role
from openrounds.accounts.queries import PAGE, people, role_history


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Find somebody by handle, or by the exact address they wrote from."""
    access_administrator(request.user)
    search = request.GET.get("search", "").strip()[:254]
    found = people(search=search, after=request.GET.get("after", ""))
    context = {
        "people": found[:PAGE],
        "search": search,
        "after": found[PAGE - 1].handle if len(found) > PAGE else "",
    }
    return render(request, "accounts/people/index.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account for somebody, who gets a link to choose a password."""
    administrator = access_administrator(request.user)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = actions.create_person(
            form.cleaned_data["handle"], form.cleaned_data["email"], by=administrator
        )
        _welcome(request, person)
        messages.success(
            request, _("The account is made; a mail with the next step is on its way.")
        )
        return redirect("accounts:somebody", ref=person.log_ref)
    return render(request, "accounts/people/invite.html", {"form": form})


def _welcome(request: HttpRequest, person: Person) -> None:
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    context = {
        "person": person,
        "site_name": settings.SITE_NAME,
        "url": get_adapter(request).get_reset_password_from_key_url(key),
    }
    subject = _("Your account at %(site)s") % {"site": settings.SITE_NAME}
    body = render_to_string("accounts/mail/welcome.txt", context)
    queue_mail(person.email, subject=subject, body=body)


@login_required
@require_GET
def somebody(request: HttpRequest, ref: str) -> HttpResponse:
    """One account: its roles now and before, and whether it is open."""
    person = access_somebody(access_administrator(request.user), ref)
    context = {
        "person": person,
        "roles": role_history(person),
        "grant": RoleForm(person=person),
        "reason": ReasonForm(),
    }
    return render(request, "accounts/people/somebody.html", context)


@login_required
@require_POST
def grant(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a role."""
    administrator = access_administrator(request.user)
    person = access_somebody(administrator, ref)
    form = RoleForm(request.POST, person=person)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        actions.grant_role(person, role, by=administrator, reason=form.cleaned_data["reason"])
        messages.success(request, _("Done, and logged."))
    else:
        messages.error(request, _("Choose a role and say why."))
    return redirect("accounts:somebody", ref=ref)


@login_required
@require_POST
def revoke(request: HttpRequest, ref: str, role: str) -> HttpResponse:
    """Take a role back."""
    administrator = access_administrator(request.user)
    person = access_somebody(administrator, ref)
    form = ReasonForm(request.POST)
    if form.is_valid() and role in Role.values:
        actions.revoke_role(
            person, Role(role), by=administrator, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Done, and logged."))
    else:
        messages.error(request, _("Say why."))
    return redirect("accounts:somebody", ref=ref)


@login_required
@require_POST
def shut(request: HttpRequest, ref: str) -> HttpResponse:
    """Shut an account, or open it again: whichever it is not."""
    administrator = access_administrator(request.user)
    person = access_somebody(administrator, ref)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why."))
        return redirect("accounts:somebody", ref=ref)
    change = actions.deactivate if request.POST.get("to") == "shut" else actions.reactivate
    change(person, by=administrator, reason=form.cleaned_data["reason"])
    messages.success(request, _("Done, and logged."))
    return redirect("accounts:somebody", ref=ref)
