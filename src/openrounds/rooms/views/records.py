"""What stays of a chat: its transcript, its numbers, and bringing a transcript in."""

from datetime import datetime, timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openrounds.errors import NotAllowed
from openrounds.rooms.access import Viewer, access_chat, access_room, access_room_making
from openrounds.rooms.actions.importing import import_transcript
from openrounds.rooms.forms_records import ImportForm
from openrounds.rooms.models import LiveChat
from openrounds.rooms.queries.statistics import ChatStatistics, chat_statistics
from openrounds.rooms.transcripts import (
    Names,
    Transcript,
    read_transcript,
    transcript_of,
    write_csv,
    write_json,
    write_pdf,
)
from openrounds.web.charts import Bar, bars_across, bars_down

FORMS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "json": (write_json, "application/json"),
    "pdf": (write_pdf, "application/pdf"),
}


def _asked_names(request: HttpRequest, viewer: Viewer) -> Names:
    """What the reader chose; names as shown leave the room only with its hosts."""
    raw = request.GET.get("names", "")
    names = Names(raw) if raw in list(Names) else Names.PSEUDONYMISED
    if names == Names.SHOWN and not viewer.is_host:
        raise NotAllowed(
            _("Only hosts take a transcript with names."),
            remedy=_("Take it with the names replaced."),
        )
    return names


def _transcript(request: HttpRequest, slug: str, chat_id: str) -> tuple[Viewer, Transcript]:
    viewer = access_room(request.user, slug)
    chat = access_chat(viewer, chat_id)
    names = _asked_names(request, viewer)
    return viewer, transcript_of(viewer, chat, names, now=timezone.now())


def _place(viewer: Viewer) -> dict[str, object]:
    return {"viewer": viewer, "room": viewer.room, "room_path": f"/rooms/{viewer.room.slug}/"}


@require_GET
def transcript(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """The transcript to read and to print."""
    viewer, content = _transcript(request, slug, chat_id)
    place = _place(viewer) | {"chat_id": chat_id}
    sections = _sections(content)
    return render(
        request, "rooms/records/transcript.html", place | {"t": content, "sections": sections}
    )


def _sections(content: Transcript) -> list[dict[str, object]]:
    """Posts under their question, as often as the talk came back to it."""
    questions = {question.number: question for question in content.questions}
    sections: list[dict[str, object]] = []
    last: int | None = -1
    for post in content.posts:
        if post.question != last:
            last = post.question
            sections.append({"question": questions.get(last or 0), "posts": []})
        rows = sections[-1]["posts"]
        if isinstance(rows, list):
            rows.append((post, content.speaker_of(post)))
    return sections


@require_GET
def transcript_file(request: HttpRequest, slug: str, chat_id: str, form: str) -> HttpResponse:
    """The transcript as a file."""
    _viewer, content = _transcript(request, slug, chat_id)
    write, content_type = FORMS[form]
    answer = HttpResponse(write(content), content_type=content_type)
    name = f"{content.slug}-{content.starts_at:%Y-%m-%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
def statistics(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """The chat in numbers, small ones kept back."""
    viewer = access_room(request.user, slug)
    chat = access_chat(viewer, chat_id)
    numbers = chat_statistics(viewer, chat)
    charts = {"by_minute": _minute_chart(numbers), "by_question": _question_chart(numbers)}
    place = _place(viewer) | {"chat": chat, "numbers": numbers}
    return render(request, "rooms/records/statistics.html", place | charts)


def _minute_chart(numbers: ChatStatistics) -> str:
    first = numbers.first_minute
    label = partial(_minute_label, first, numbers.minutes_per_bar)
    bars = [Bar(label(place), count) for place, count in enumerate(numbers.by_minute.cells)]
    return bars_across(
        bars,
        title=_("Posts over time"),
        description=_("How many posts were sent, minute by minute. Counts under 5 are kept back."),
        chart_id="by-minute",
        none_words=_("kept back"),
    )


def _minute_label(first: datetime | None, step: int, place: int) -> str:
    if first is None:
        return ""
    return timezone.localtime(first + timedelta(minutes=step * place)).strftime("%H:%M")


def _question_chart(numbers: ChatStatistics) -> str:
    rows = zip(numbers.question_labels, numbers.by_question.cells, strict=True)
    bars = [Bar(label or _("none"), count) for label, count in rows]
    return bars_down(
        bars,
        title=_("Posts by question"),
        description=_("How many posts answer each question. Counts under 5 are kept back."),
        chart_id="by-question",
        none_words=_("kept back"),
    )


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """A room from a transcript that was taken somewhere else, or here."""
    person = access_room_making(request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = read_transcript(form.cleaned_data["file"].read())
        viewer = import_transcript(
            person, file, slug=form.cleaned_data["slug"], pseudonym=form.cleaned_data["name"]
        )
        messages.success(request, _("The chat is here. Nobody can post until you open the room."))
        chat: LiveChat = viewer.room.chats.get()
        return redirect(reverse("records:transcript", args=[viewer.room.slug, chat.public_id]))
    return render(request, "rooms/records/bring_in.html", {"form": form})
