"""Pages of the frame itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

import openrounds
from openrounds.errors import NotFound
from openrounds.web import gallery as samples
from openrounds.web.display import remember
from openrounds.web.forms import DisplayForm
from openrounds.web.middleware import display_of
from openrounds.web.wording import not_found_words


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


@require_safe
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


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows `offline` where a page cannot be fetched."""
    script = render_to_string("web/sw.js", {"version": openrounds.__version__}, request)
    return HttpResponse(
        script,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever changes the look. Not on a real server."""
    _require_style_pages()
    form = DisplayForm({"language": "en", "time_zone": "No/Where", "scheme": ""})
    return render(
        request,
        "web/gallery.html",
        {
            "form": form,
            "posts": (*samples.FIRST, *samples.SECOND),
            "composer": samples.SampleComposer(
                still=True, text="At St Brannoc's, on 3 February …", report=samples.REPORT
            ),
            "by_minute": samples.chart_by_minute(),
            "by_question": samples.chart_by_question(),
        },
    )


@require_safe
def gallery_chat(request: HttpRequest) -> HttpResponse:
    """A live chat with invented people: as a reader, a host, or with findings or help."""
    _require_style_pages()
    shown_as = request.GET.get("as", "")
    reports = {"findings": samples.REPORT, "help": samples.HELP}
    context = {
        "questions": samples.QUESTIONS,
        "host": shown_as == "host",
        "shape": samples.SamplePost("POST_ID", None, 0, ""),
        "composer": samples.SampleComposer(
            questions=samples.QUESTIONS[:2],
            text="At St Brannoc's, on 3 February." if shown_as == "findings" else "",
            report=reports.get(shown_as),
        ),
    }
    return render(request, "web/gallery_chat.html", context)


def _require_style_pages() -> None:
    if not settings.STYLE_PAGES:
        words = not_found_words()
        raise NotFound(words.happened, remedy=words.step)
