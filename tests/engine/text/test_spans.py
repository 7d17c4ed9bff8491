"""Places in a text, and its fingerprint."""

import pytest

from openrounds.engine.text import Span, text_hash


def test_a_span_counts_code_points() -> None:
    text = "\U0001f9e1\U0001f9e1 call me"

    assert Span(3, 7).cut(text) == "call"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_a_span_is_never_empty_or_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="never empty or backwards"):
        Span(start, end)


def test_spans_come_in_the_order_of_the_text() -> None:
    assert sorted([Span(4, 9), Span(0, 2), Span(0, 1)]) == [Span(0, 1), Span(0, 2), Span(4, 9)]


def test_a_text_has_the_hash_that_other_tools_compute() -> None:
    # FIPS 180-2, appendix B.1
    assert text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert text_hash("\xe9") != text_hash("e\u0301")


def test_half_an_emoji_has_a_hash_too() -> None:
    assert len(text_hash("\ud83d")) == 64
