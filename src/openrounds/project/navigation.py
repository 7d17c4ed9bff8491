"""Links in the frame of every page, into all parts of the product."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from openrounds.moderation.access import moderated_rooms
from openrounds.web.navigation import Link


def frame(request: HttpRequest) -> dict[str, object]:
    """The main links at the top, and the quiet ones at the foot."""
    links = [_link(request, _("Rooms"), "rooms:rooms"), _link(request, _("Help"), "rooms:help")]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and moderated_rooms(user).exists():
        links.insert(1, _link(request, _("Desk"), "moderation:desk"))
    return {"navigation": links, "foot_links": _foot_links()}


def _foot_links() -> list[Link]:
    links = [Link(_("Who can read what"), reverse("rooms:help_publicness"))]
    if settings.CONTACT:
        is_address = "@" in settings.CONTACT and "/" not in settings.CONTACT
        url = f"mailto:{settings.CONTACT}" if is_address else settings.CONTACT
        links.append(Link(_("Write to us"), url))
    return links


def _link(request: HttpRequest, label: str, name: str) -> Link:
    url = reverse(name)
    return Link(label, url, is_current=request.path.startswith(url))
