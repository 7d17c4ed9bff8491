"""The links around every page: only the project knows all that one can go to."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from openrounds.accounts.access import Visitor, signed_in
from openrounds.accounts.models import Person
from openrounds.moderation.queries import is_on_the_desk, unread_decisions
from openrounds.web.navigation import Link


def links(request: HttpRequest) -> dict[str, object]:
    """Where one can go from here: at the top, and at the foot."""
    return {"navigation": _top(request), "foot_links": _foot(request)}


def _top(request: HttpRequest) -> list[Link]:
    visitor: Visitor | None = getattr(request, "user", None)
    person = signed_in(visitor) if visitor is not None else None
    top = [_link(request, _("Rooms"), "rooms:rooms")]
    return [*top, *_for_person(request, person)] if person else top


def _for_person(request: HttpRequest, person: Person) -> list[Link]:
    found = [_link(request, _("Drafts"), "rooms:drafts")]
    unread = unread_decisions(person)
    if unread:
        label = _("Answers for you (%(count)s)") % {"count": unread}
        found.append(_link(request, label, "moderation:answers"))
    if is_on_the_desk(person):
        found.append(_link(request, _("The desk"), "moderation:desk"))
    return found


def _foot(request: HttpRequest) -> list[Link]:
    links = [
        _link(request, _("Help"), "rooms:help"),
        _link(request, _("How public is it?"), "rooms:help_publicness"),
        _link(request, _("Hosting a chat"), "rooms:help_hosting"),
    ]
    return (
        [*links, Link(_("Write to us"), _address(settings.CONTACT))] if settings.CONTACT else links
    )


def _address(contact: str) -> str:
    return contact if contact.startswith("https://") else f"mailto:{contact}"


def _link(request: HttpRequest, label: str, name: str) -> Link:
    url = reverse(name)
    return Link(label, url, is_current=request.path.startswith(url))
