"""Pages of the frame itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from openrounds.web.display import remember
from openrounds.web.forms import DisplayForm
from openrounds.web.middleware import display_of


@require_http_methods(["GET", "POST"])
def choose_display(request: HttpRequest) -> HttpResponse:
    """Language, time zone, light and dark, kept on this device."""
    shown = display_of(request)
    form = DisplayForm(
        request.POST or None,
        initial={
            "language": shown.language,
            "time_zone": shown.time_zone,
            "scheme": shown.scheme.value,
            "next": request.GET.get("next", ""),
        },
    )
    if not form.is_valid():
        return render(request, "web/display.html", {"form": form})
    response = redirect(_safe_way_back(request, form.cleaned_data["next"]))
    remember(response, form.chosen())
    return response


@require_GET
def offline(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """What the service worker shows when there is no line; made for nobody in particular."""
    return HttpResponse(
        render_to_string("web/offline.html", {"community_name": settings.SITE_NAME})
    )


def _safe_way_back(request: HttpRequest, wished: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        wished, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wished if wished and is_ours else "/"
