"""What people wrote, on a page."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from openrounds.web.templatetags.web_text import linked, moment


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("see https://example.org/carers.", ["https://example.org/carers"]),
        ("(https://a.example/x) and http://b.example", ["https://a.example/x", "http://b.example"]),
        ("www.example.org, javascript:alert(1), data:text/html,x", []),
        ('https://a.example/"onmouseover="x', ["https://a.example/"]),
        ("https://", []),
    ],
)
def test_only_whole_web_addresses_become_links(text: str, addresses: list[str]) -> None:
    shown = linked(text)

    assert shown.count("<a ") == len(addresses)
    for address in addresses:
        assert f'<a href="{address}" rel="nofollow noopener noreferrer">{address}</a>' in shown


def test_markup_that_somebody_typed_is_shown_as_typed() -> None:
    assert linked("<b>a & b</b> https://x.example/?a=1&b=2") == (
        "&lt;b&gt;a &amp; b&lt;/b&gt; "
        '<a href="https://x.example/?a=1&amp;b=2" rel="nofollow noopener noreferrer">'
        "https://x.example/?a=1&amp;b=2</a>"
    )


def test_a_time_for_the_browser_is_in_utc_and_never_finer_than_a_minute() -> None:
    at = datetime(2026, 7, 2, 21, 3, 59, 999, tzinfo=ZoneInfo("Europe/London"))

    assert moment(at) == "2026-07-02T20:03Z"
