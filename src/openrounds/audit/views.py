"""The log, for administrators. It holds no texts, so none can be shown here."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from openrounds.audit.access import access_log
from openrounds.audit.actions import append
from openrounds.audit.forms import FilterForm
from openrounds.audit.queries import PAGE, Entry, as_csv, as_json_lines, page, stream
from openrounds.errors import NotFound

Writer = Callable[[Iterator[Entry]], Iterator[str]]
FORMATS: dict[str, tuple[Writer, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_json_lines, "application/jsonl; charset=utf-8"),
}


@login_required
@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One page of the log, newest first."""
    access_log(request.user)
    form = FilterForm(request.GET)
    wanted = form.wanted()
    before = request.GET.get("before", "")
    found = page(wanted, before=int(before) if before.isdecimal() else None)
    asked = {key: value for key, value in request.GET.items() if value and key != "before"}
    more = {**asked, "before": found[PAGE - 1].id} if len(found) > PAGE else None
    context = {
        "form": form,
        "entries": found[:PAGE],
        "asked": urlencode(asked),
        "older": f"?{urlencode(more)}" if more else "",
        "newest": f"?{urlencode(asked)}" if before else "",
    }
    return render(request, "audit/index.html", context)


@login_required
@never_cache
@require_GET
def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """What the filter means, as a file."""
    reader = access_log(request.user)
    if form not in FORMATS:
        raise NotFound("The log is exported as csv and as jsonl.")
    write, content_type = FORMATS[form]
    wanted = FilterForm(request.GET).wanted()
    with transaction.atomic():
        append("log.exported", actor_ref=reader, detail={"format": form})
    return StreamingHttpResponse(
        write(stream(wanted, is_veiled=True)),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="log.{form}"'},
    )
