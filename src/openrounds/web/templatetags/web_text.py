"""Text and times of people, safe in a page. In the browser, stream.js does the same."""

import re
from datetime import UTC, datetime

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
# The same as LINK in static/web/stream.js.
LINK = re.compile(r"""https?://[^\s<>"']+[^\s<>"'.,;:!?)\]]""")


@register.filter
def linked(text: str) -> SafeString:
    """Plain text in which only whole web addresses become links."""
    parts: list[str] = []
    start = 0
    for match in LINK.finditer(text):
        parts.append(escape(text[start : match.start()]))
        parts.append(
            format_html('<a href="{0}" rel="nofollow noopener noreferrer">{0}</a>', match[0])
        )
        start = match.end()
    parts.append(escape(text[start:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


@register.filter
def moment(at: datetime) -> str:
    """A time for the `datetime` attribute: ISO 8601 in UTC, to the minute."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
