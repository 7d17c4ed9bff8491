"""What the frame of every page says about whoever looks at it."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from openrounds.accounts.access import has_role, signed_in
from openrounds.accounts.models import Role
from openrounds.web.navigation import Link


def account(request: HttpRequest) -> dict[str, object]:
    """The links about oneself at the top, and whether newcomers may sign up."""
    user = getattr(request, "user", None)
    person = signed_in(user) if user is not None else None
    links = _signed_in_links(request) if person else _visitor_links(request)
    return {
        "account_links": links,
        "sign_up_open": settings.SIGN_UP,
    }


def _link(request: HttpRequest, label: str, name: str) -> Link:
    url = reverse(name)
    return Link(label, url, is_current=request.path.startswith(url))


def _visitor_links(request: HttpRequest) -> list[Link]:
    links = [_link(request, _("Sign in"), "account_login")]
    if settings.SIGN_UP:
        links.append(_link(request, _("Make an account"), "account_signup"))
    return links


def _signed_in_links(request: HttpRequest) -> list[Link]:
    links = [_link(request, _("Your account"), "accounts:profile")]
    if has_role(request.user, Role.ADMINISTRATOR):
        links.append(_link(request, _("People"), "accounts:people"))
        links.append(_link(request, _("The log"), "audit:index"))
    links.append(Link(_("Sign out"), reverse("account_logout"), is_post=True))
    return links
