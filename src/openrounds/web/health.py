"""Is the process alive, and can it do its work? For supervisors and proxies."""

from collections.abc import Callable, Mapping

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

Check = Callable[[], str]
"""Answers with nothing when all is well, otherwise with what is wrong, in a few plain words."""

LOG = structlog.get_logger("openrounds.health")


@require_safe
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """`/healthz`: this process answers. It asks nobody else."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


def readiness(checks: Mapping[str, Check]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the view of `/readyz`: 200 when every check is content, otherwise 503, with reasons."""

    @require_safe
    def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
        found = {name: _result(name, check) for name, check in checks.items()}
        is_ready = not any(found.values())
        body = {
            "ready": is_ready,
            "checks": {name: wrong or "ok" for name, wrong in found.items()},
        }
        return JsonResponse(body, status=200 if is_ready else 503)

    return ready


def _result(name: str, check: Check) -> str:
    try:
        return check()
    except Exception as fault:  # noqa: BLE001 - a check that breaks is an answer: not ready
        LOG.warning("readiness_check_failed", check=name, fault=type(fault).__name__)
        return f"failed: {type(fault).__name__}"
