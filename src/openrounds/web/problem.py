"""Answers for what went wrong: a page for people, `application/problem+json` for programs.

Never a traceback, never a value somebody typed into a place they did not choose. A page that
answers a form shows what was typed, so that nothing is lost.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from openrounds.errors import OpenRoundsError, TooMany, Unavailable
from openrounds.web import wording
from openrounds.web.display import scheme_from
from openrounds.web.middleware import request_id
from openrounds.web.navigation import sign_in_url

LOG = structlog.get_logger("openrounds.problem")
STORE_FAULTS = (OperationalError, InterfaceError)
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_LOGGED = "openrounds.fault_logged"
_PRIVATE_FIELD = re.compile(r"pass|token|secret|code|otp|csrf|credential", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of what a program sent.

    `place` is body, query, path or header; `pointer` leads there as in RFC 6901.
    """

    place: str
    pointer: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened, in the shape of RFC 9457, before it is a page or JSON."""

    status: int
    code: str
    title: str
    detail: str
    remedy: str = ""
    retry_after_s: int | None = None
    fields: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing somebody typed, given back. A long text is shown; a short one only travels."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        return "\n" in self.value or len(self.value) > 30 or " " in self.value


def problem_from(error: OpenRoundsError) -> Problem:
    """The answer that an error of our tree deserves."""
    retry_after_s = error.retry_after_s if isinstance(error, TooMany | Unavailable) else None
    return Problem(
        error.status, error.code, gettext(error.title), error.message, error.remedy, retry_after_s
    )


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """JSON for a program, a page for a person; who has to sign in first is led there."""
    if problem.status == 401 and request.method == "GET" and not _wants_json(request):
        return redirect(sign_in_url(request))
    response = as_json(request, problem) if _wants_json(request) else as_page(request, problem)
    if problem.retry_after_s is not None:
        response.headers["Retry-After"] = str(problem.retry_after_s)
    response.headers["Cache-Control"] = "no-store"
    return response


def as_json(request: HttpRequest, problem: Problem) -> HttpResponse:
    """RFC 9457 with our code, the remedy, and the number under which our log has it."""
    body: dict[str, object] = {
        "type": f"urn:openrounds:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "instance": f"urn:openrounds:request:{request_id(request)}",
    }
    if problem.remedy:
        body["remedy"] = problem.remedy
    if problem.retry_after_s is not None:
        body["retry_after_s"] = problem.retry_after_s
    if problem.fields:
        body["fields"] = [asdict(field) for field in problem.fields]
    return JsonResponse(body, status=problem.status, content_type="application/problem+json")


def as_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A page in the frame. From 500 on it asks nothing of the store, which may be what failed."""
    context = {
        "problem": problem,
        "request_number": request_id(request),
        "kept": kept_words(request),
        "again": request.get_full_path() if request.method == "GET" else "",
        "community_name": settings.SITE_NAME,
        "display": {"scheme": scheme_from(request).value},
    }
    is_ours = problem.status >= 500
    if not is_ours:
        user = getattr(request, "user", None)
        context["may_sign_in"] = problem.status in {401, 403} and not getattr(
            user, "is_authenticated", False
        )
    html = render_to_string("web/problem.html", context, None if is_ours else request)
    return HttpResponse(html, status=problem.status)


def kept_words(request: HttpRequest) -> tuple[Kept, ...]:
    """What was typed into the form this request carried; never passwords, codes or keys."""
    if request.method != "POST" or not _is_from_our_page(request):
        return ()
    try:
        fields = request.POST.items()
    except TOO_LARGE:
        return ()
    return tuple(
        Kept(name, value)
        for name, value in fields
        if isinstance(value, str) and value.strip() and not _PRIVATE_FIELD.search(name)
    )


class ProblemAnswers:
    """Turns what a view raises into an answer; what nobody foresaw is logged without its words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refusal = answer(request, _problem(405, "method_not_allowed", wording.method_words()))
        refusal.headers["Allow"] = response.headers["Allow"]
        return refusal

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, OpenRoundsError) and fault.status < 500:
            return answer(request, problem_from(fault))
        if isinstance(fault, OpenRoundsError | OperationalError | InterfaceError):
            _log_fault(request, fault)
            return answer(request, _problem_of_fault(fault))
        return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    if isinstance(exception, TOO_LARGE):
        return answer(request, _problem(413, "too_large", wording.too_large_words()))
    return answer(request, _problem(400, "bad_request", wording.bad_request_words()))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler403."""
    return answer(request, _problem(403, "not_allowed", wording.not_allowed_words()))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler404."""
    return answer(request, _problem(404, "not_found", wording.not_found_words()))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """What allauth answers with where its own limits are reached."""
    words = wording.too_many_words(60)
    problem = Problem(429, TooMany.code, words.title, words.happened, words.step, retry_after_s=60)
    return answer(request, problem)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: for faults that no view and no middleware of ours has answered."""
    fault = sys.exc_info()[1]
    if isinstance(fault, Exception):
        _log_fault(request, fault)
    with translation.override(translation.get_language_from_request(request)):
        return answer(request, _problem_of_fault(fault))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW. Gives the words back, to be sent again by a deliberate click.

    Only for a form that the browser says comes from our own page: a foreign page could otherwise
    put words into somebody's mouth.
    """
    LOG.info("csrf_refused", request_id=request_id(request), reason=reason)
    problem = _problem(403, "form_expired", wording.form_expired_words())
    kept = kept_words(request)
    if _wants_json(request) or not kept:
        return answer(request, problem)
    context = {
        "problem": problem,
        "kept": kept,
        "action": request.get_full_path(),
        "csrf_token": get_token(request),
        "may_resend": not any(_PRIVATE_FIELD.search(name) for name in _typed_names(request)),
    }
    html = render_to_string("web/form_expired.html", context, request)
    return HttpResponse(html, status=403)


def _typed_names(request: HttpRequest) -> list[str]:
    return [name for name in request.POST if name != "csrfmiddlewaretoken"]


def _problem(status: int, code: str, words: wording.Words) -> Problem:
    return Problem(status, code, words.title, words.happened, words.step)


def _problem_of_fault(fault: BaseException | None) -> Problem:
    if isinstance(fault, OpenRoundsError):
        return problem_from(fault)
    if isinstance(fault, STORE_FAULTS):
        words = wording.unavailable_words()
        return Problem(
            503, Unavailable.code, words.title, words.happened, words.step, retry_after_s=5
        )
    return _problem(500, OpenRoundsError.code, wording.broken_words())


def _log_fault(request: HttpRequest, fault: Exception) -> None:
    if _LOGGED in request.META:
        return
    request.META[_LOGGED] = True
    match = request.resolver_match
    LOG.error(
        "fault",
        request_id=request_id(request),
        method=request.method,
        route=match.route if match else "",
        exc_info=fault,
    )


def _wants_json(request: HttpRequest) -> bool:
    if request.path_info.startswith("/api/"):
        return True
    wished = request.get_preferred_type(
        ["text/html", "application/json", "application/problem+json"]
    )
    return wished is not None and wished != "text/html"


def _is_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser itself says that the form stood on a page of this site."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()
