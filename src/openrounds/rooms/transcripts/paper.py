"""A transcript as PDF, for a file, a shelf or a meeting."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer

from openrounds.rooms.transcripts.content import Names, SpokenPost, Transcript
from openrounds.rooms.wording import day_and_time

FONTS = Path(__file__).parent / "fonts"
INK, QUIET = HexColor("#1b221f"), HexColor("#4b5550")


def _register_fonts() -> None:
    if "Reading" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Reading", FONTS / "DejaVuSans.ttf"))
        pdfmetrics.registerFont(TTFont("Reading-Bold", FONTS / "DejaVuSans-Bold.ttf"))


_TEXT = ParagraphStyle("text", fontName="Reading", fontSize=9.5, leading=14, textColor=INK)
_STYLES = {
    "text": _TEXT,
    "title": ParagraphStyle("title", _TEXT, fontName="Reading-Bold", fontSize=17, leading=22),
    "question": ParagraphStyle(
        "question", _TEXT, fontName="Reading-Bold", fontSize=11.5, leading=16, spaceBefore=12
    ),
    "name": ParagraphStyle(
        "name", _TEXT, fontSize=8, leading=11, textColor=QUIET, spaceBefore=7, keepWithNext=True
    ),
    "quiet": ParagraphStyle("quiet", _TEXT, fontSize=8.5, leading=12, textColor=QUIET),
}


def write_pdf(transcript: Transcript) -> bytes:
    """A4, with page numbers, the notice that held, and every post under its question."""
    _register_fonts()
    out = io.BytesIO()
    page = BaseDocTemplate(
        out,
        pagesize=A4,
        title=transcript.title,
        author=transcript.room,
        leftMargin=24 * mm,
        rightMargin=24 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
    )
    frame = Frame(page.leftMargin, page.bottomMargin, page.width, page.height, 0, 0, 0, 0)
    page.addPageTemplates(
        [PageTemplate(frames=[frame], onPage=partial(_draw_foot, _foot_words(transcript)))]
    )
    page.build(list(_flow(transcript)))
    return out.getvalue()


def _flow(transcript: Transcript) -> Iterator[Flowable]:
    yield _say("title", transcript.title)
    yield _say("quiet", f"{transcript.room} · {day_and_time(transcript.starts_at)}")
    yield Spacer(0, 4 * mm)
    for part in transcript.notice.split("\n\n"):
        yield _say("quiet", part)
        yield Spacer(0, 1.5 * mm)
    question = -1
    for post in transcript.posts:
        if (post.question or 0) != question:
            question = post.question or 0
            yield from _heading(transcript, question)
        yield from _post(transcript, post)


def _heading(transcript: Transcript, number: int) -> Iterator[Flowable]:
    for question in transcript.questions:
        if question.number == number:
            yield _say("question", f"{question.label}  {question.text}")


def _post(transcript: Transcript, post: SpokenPost) -> Iterator[Flowable]:
    speaker = transcript.speaker_of(post)
    if speaker is None:
        yield _say("quiet", f"{post.number}  {_gone_words(post.gone)}")
        return
    marks = [str(post.number), f"{post.at:%H:%M}", speaker.name, speaker.line]
    if post.reply_to:
        marks.append(_("answers %(number)s") % {"number": post.reply_to})
    if post.edited:
        marks.append(_("changed"))
    yield _say("name", " · ".join(mark for mark in marks if mark))
    yield _say("text", post.text)


def _gone_words(gone: str) -> str:
    return {
        "withdrawn": _("Withdrawn by its author."),
        "removed": _("Removed by a moderator."),
        "expired": _("Erased on the promised day."),
    }.get(gone, "")


def _say(style: str, text: str) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), _STYLES[style])


def _foot_words(transcript: Transcript) -> str:
    names = {
        Names.SHOWN: _("names as shown"),
        Names.PSEUDONYMISED: _("names replaced"),
        Names.LEFT_OUT: _("names left out"),
    }[transcript.names]
    return f"{transcript.title} · {names} · {day_and_time(transcript.made_at)}"


def _draw_foot(words: str, canvas: Canvas, _document: BaseDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Reading", 7.5)
    canvas.setFillColor(QUIET)
    canvas.drawString(24 * mm, 11 * mm, words[:110])
    canvas.drawRightString(A4[0] - 24 * mm, 11 * mm, str(canvas.getPageNumber()))
    canvas.restoreState()
