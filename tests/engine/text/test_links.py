"""Links, as pages and feeds show them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrounds.engine.text import Piece, split_links

SAFE_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:\d+)?([/?#][^\s<>\"`\\{}|^]*)?", re.IGNORECASE)
PARTS = (
    *[
        "https://",
        "http://",
        "www.",
        "a.org",
        "xn--80ak6aa92e.com",
        "/x",
        "(",
        ")",
        ".",
        ",",
        "@",
        "?q=1",
        "#top",
        ":8080",
        ":",
        "<b>",
        "]",
        "'",
    ],
    *("javascript:", " ", '"', "\u0430.org", "\xe9"),
)
link_like = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


def links(text: str) -> list[str]:
    return [piece.href for piece in split_links(text) if piece.href]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://www.nhs.uk/conditions/.", ["https://www.nhs.uk/conditions/"]),
        ("www.example.org is new", ["https://www.example.org"]),
        ("HTTP://EXAMPLE.ORG/A", ["HTTP://EXAMPLE.ORG/A"]),
        ("(https://a.org/Shock_(circulatory))", ["https://a.org/Shock_(circulatory)"]),
        ("https://a.org/Crohn's_disease's", ["https://a.org/Crohn's_disease's"]),
        ("Is it https://a.org/b?c=d&e=f#g?", ["https://a.org/b?c=d&e=f#g"]),
        ("https://a.org:8443/x, http://b.co.uk!", ["https://a.org:8443/x", "http://b.co.uk"]),
        ("two\nhttps://a.org\nhttps://b.org", ["https://a.org", "https://b.org"]),
        ("https://xn--80ak6aa92e.com/", ["https://xn--80ak6aa92e.com/"]),
        ("https://a.org/\u4e2d\u6587", ["https://a.org/\u4e2d\u6587"]),
        ("**https://a.org/x**", ["https://a.org/x"]),
    ],
)
def test_a_link_is_cut_out_of_its_sentence(text: str, expected: list[str]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "no links here, e.g. none",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://bank.example@elsewhere.example/",
        "https://user:word@elsewhere.example/",
        "https://a.org:80@elsewhere.example/",
        "https://аррӏе.com/",  # noqa: RUF001 - Cyrillic that looks like Latin
        "https://localhost/admin",
        "https://192.168.0.1/",
        "jane@www.example.org",
        "https://a.org-",
        "https://" + "a" * 2000 + ".org",
        "https://a.org/" + "x" * 2000,
        "xhttps://a.org",
    ],
)
def test_what_could_lie_about_where_it_goes_stays_plain_text(text: str) -> None:
    assert split_links(text) == (Piece(text),)


def test_nothing_has_no_pieces() -> None:
    assert split_links("") == ()


@given(st.one_of(st.text(), link_like))
def test_the_pieces_joined_are_the_text_again(text: str) -> None:
    assert "".join(piece.text for piece in split_links(text)) == text


@given(link_like)
def test_an_address_is_always_http_and_never_breaks_out_of_an_attribute(text: str) -> None:
    for address in links(text):
        assert SAFE_ADDRESS.fullmatch(address)
