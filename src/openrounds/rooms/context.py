"""Links of the frame that lead to rooms and to help."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from openrounds.web.navigation import Link


def navigation(request: HttpRequest) -> dict[str, object]:
    """The way to the rooms and to help, from every page."""
    rooms, help_start = reverse("rooms:rooms"), reverse("rooms:help")
    foot = [Link(_("Help"), help_start)]
    if settings.CONTACT:
        foot.append(Link(_("Contact"), f"mailto:{settings.CONTACT}"))
    return {
        "navigation": [Link(_("Rooms"), rooms, is_current=request.path == rooms)],
        "foot_links": foot,
    }
