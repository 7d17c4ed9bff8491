"""Figures about the server, in a registry of our own. Routes, never addresses or people."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)

from openrounds.errors import NotFound
from openrounds.web.network import is_this_machine
from openrounds.web.wording import not_found_words

REGISTRY = CollectorRegistry()
ANSWERS = Counter(
    "openrounds_http_answers",
    "Answers by route, method and status.",
    ("route", "method", "status"),
    registry=REGISTRY,
)
ANSWER_SECONDS = Histogram(
    "openrounds_http_answer_seconds",
    "Time from request to answer, by route.",
    ("route",),
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
    registry=REGISTRY,
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MeasuredAnswers:
    """Counts and times each answer under its route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self._get_response(request)
        match = request.resolver_match
        route = match.route if match else "none"
        method = request.method if request.method in METHODS else "other"
        ANSWERS.labels(route, method, str(response.status_code)).inc()
        ANSWER_SECONDS.labels(route).observe(time.perf_counter() - began)
        return response


@require_safe
def exposition(request: HttpRequest) -> HttpResponse:
    """`/metrics`: for this machine, or for whoever carries the metrics key."""
    if not (is_this_machine(request) or _carries_key(request)):
        words = not_found_words()
        raise NotFound(words.happened, remedy=words.step)
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _carries_key(request: HttpRequest) -> bool:
    key = str(settings.METRICS_KEY)
    return bool(key) and constant_time_compare(
        request.headers.get("Authorization", ""), f"Bearer {key}"
    )
