"""Bar charts as SVG, made from values alone. Colours and type come from the style sheet.

No style attribute and no script, so the strictest policy shows them; a title and a description for
ears; the numbers stand as text too. Labels are escaped: they may be what somebody typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 608  # px at the reading column's width; scales down with it
HEIGHT = 200
LEFT, RIGHT, TOP, BOTTOM = 36, 4, 8, 28
ROW = 36
LABEL_WIDTH = 56
ROUND_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `value` is nothing where the count is too small to be shown."""

    label: str
    value: int | None
    words: str = ""


def bars_across(
    bars: Sequence[Bar], *, title: str, description: str, chart_id: str, none_words: str
) -> SafeString:
    """Upright bars side by side, for counts over time; every few have a label."""
    top = round_up(max((bar.value or 0 for bar in bars), default=0))
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(bars))
    scale = (HEIGHT - TOP - BOTTOM) / top
    floor = HEIGHT - BOTTOM
    lines = format_html_join(
        "",
        '<line class="grid" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
        '<text x="{3}" y="{4}" text-anchor="end">{5}</text>',
        (
            (LEFT, WIDTH - RIGHT, y := _px(floor - mark * scale), LEFT - 6, _px(float(y) + 4), mark)
            for mark in marks(top)
        ),
    )
    drawn = format_html_join(
        "",
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        (
            (
                _px(LEFT + n * slot + slot * 0.1),
                _px(floor - (bar.value or 0) * scale),
                _px(slot * 0.8),
                _px((bar.value or 0) * scale),
                f"{bar.words or bar.label}: {_shown(bar, none_words)}",
            )
            for n, bar in enumerate(bars)
        ),
    )
    every = max(1, round(len(bars) * 40 / (WIDTH - LEFT)) + 1)
    labels = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (_px(LEFT + (n + 0.5) * slot), HEIGHT - 8, bar.label)
            for n, bar in enumerate(bars)
            if n % every == 0
        ),
    )
    return _figure(
        format_html("{}{}{}", lines, drawn, labels), HEIGHT, title, description, chart_id
    )


def bars_down(
    bars: Sequence[Bar], *, title: str, description: str, chart_id: str, none_words: str
) -> SafeString:
    """Lying bars one below the other, each with its label and number."""
    most = max((bar.value or 0 for bar in bars), default=0) or 1
    room = WIDTH - LABEL_WIDTH - 100
    rows = format_html_join(
        "",
        '<text x="0" y="{1}">{0}</text><rect class="bar" x="{2}" y="{3}" width="{4}" height="20"/>'
        '<text x="{5}" y="{1}">{6}</text>',
        (
            (
                bar.label,
                n * ROW + 21,
                LABEL_WIDTH,
                n * ROW + 6,
                length := _px((bar.value or 0) / most * room),
                _px(LABEL_WIDTH + float(length) + 8),
                _shown(bar, none_words),
            )
            for n, bar in enumerate(bars)
        ),
    )
    return _figure(rows, max(1, len(bars)) * ROW, title, description, chart_id)


def round_up(value: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 ...: a scale people can read. At least 1."""
    magnitude = 1
    while True:
        for step in ROUND_STEPS:
            if step * magnitude >= value:
                return step * magnitude
        magnitude *= 10


def marks(top: int) -> list[int]:
    """Where the scale has a line: four or five whole numbers from 0 to `top`, or fewer."""
    step = max(1, top // 4 if top % 4 == 0 else top // 5)
    return list(range(0, top + 1, step))


def _shown(bar: Bar, none_words: str) -> str:
    return none_words if bar.value is None else str(bar.value)


def _px(value: float) -> str:
    return f"{value:.1f}"


def _figure(
    inside: SafeString, height: int, title: str, description: str, chart_id: str
) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-words">'
        '<title id="{}-title">{}</title><desc id="{}-words">{}</desc>{}</svg>',
        WIDTH,
        height,
        chart_id,
        chart_id,
        chart_id,
        title,
        chart_id,
        description,
        inside,
    )
