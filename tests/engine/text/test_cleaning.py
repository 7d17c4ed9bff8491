"""What may be posted, and what is taken out before."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openrounds.engine.text import (
    CleanText,
    RefusedText,
    TextChange,
    TextPolicy,
    TextProblem,
    clean_text,
)

WOMAN_DOCTOR = "\U0001f469\u200d\u2695\ufe0f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
THUMBS_UP = "\U0001f44d\U0001f3fd"
HEART = "\u2764\ufe0f"
any_text = st.text(st.characters(exclude_categories=()))
# Mostly what cleaning is about, so that its rules meet each other.
tricky_text = st.text(
    st.sampled_from(
        "ae\u0301\u0308\u0323 \t\n\r\u2028\xa0"
        "\u200b\u200c\u200d\u200e\u200f\u061c\u202e\u2066\ufe0f\ufe0e"
        "\u0627\u0644\u0915\u094d\u0e01\u0e34\u05d0\u05b8\u1100\u1161\u11a8\u09c7\u09be\u2329"
        "\U0001f469\U0001f3fd\u2695\u2764\U0001f3f4\U000e0067\U000e007f\U000e0100\u4e2d\xad\ufeff"
    )
)


def cleaned(raw: str) -> str:
    result = clean_text(raw)
    assert isinstance(result, CleanText)
    return result.text


@pytest.mark.parametrize(
    "raw",
    [
        "Plain words.",
        "Two lines,\none blank one:\n\nthe end",
        f"Thank you {WOMAN_DOCTOR}{FAMILY}{SCOTLAND} {THUMBS_UP} {HEART} 1\ufe0f\u20e3",
        "\u05e9\u05dc\u05d5\u05dd \u200eNHS 111\u200f \u05ea\u05d5\u05d3\u05d4",  # Hebrew
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, parted by a non-joiner
        "\u0915\u094d\u200d\u0937",  # Hindi, joined by a joiner
        "\u0e20\u0e32\u0e29\u0e32\u200b\u0e44\u0e17\u0e22",  # Thai, where a line may break
        "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u0596\u05d9\u05ea",
        "\u845b\U000e0100",  # a form of one ideograph
        "na\xefve r\xf4le",
    ],
)
def test_what_people_write_stays_as_it_is(raw: str) -> None:
    assert cleaned(raw) == unicodedata.normalize("NFC", raw)


@pytest.mark.parametrize(
    ("raw", "text", "change"),
    [
        ("a\r\nb\rc\u2028d\x0be\x85f", "a\nb\nc\nd\ne\nf", TextChange.LINE_ENDS),
        ("ro\u0302le", "r\xf4le", TextChange.COMPOSED),
        ("pay \u202eresu\u202c now", "pay resu now", TextChange.INVISIBLE_REMOVED),
        ("a\u2066b\u2069", "ab", TextChange.INVISIBLE_REMOVED),
        ("call 07\u200b700\u200b900", "call 07700900", TextChange.INVISIBLE_REMOVED),
        ("b\u200da\u200cd", "bad", TextChange.INVISIBLE_REMOVED),
        ("\u2764\u200d kiss", "\u2764 kiss", TextChange.INVISIBLE_REMOVED),
        ("lr\u200em", "lrm", TextChange.INVISIBLE_REMOVED),
        ("\u05d0\u200f\u200f\u200f\u05d1", "\u05d0\u200f\u05d1", TextChange.INVISIBLE_REMOVED),
        ("x\ufe0f\ufe01\ufe02", "x\ufe0f", TextChange.INVISIBLE_REMOVED),
        ("hi\U000e0068\U000e0069", "hi", TextChange.INVISIBLE_REMOVED),
        ("a\U000e0100", "a", TextChange.INVISIBLE_REMOVED),
        ("\ufeffhello\xad", "hello", TextChange.INVISIBLE_REMOVED),
        ("x" + "\u0321" * 9, "x" + "\u0321" * 5, TextChange.MARKS_CAPPED),
        ("  so   \n\n\n\n  what  ", "so\n\n  what", TextChange.SPACE_TRIMMED),
    ],
)
def test_what_hides_or_spills_is_taken_out_and_named(
    raw: str, text: str, change: TextChange
) -> None:
    assert clean_text(raw) == CleanText(text, (change,))


def test_every_change_is_named_once_in_the_order_it_was_made() -> None:
    result = clean_text(" e\u200b\u0301\r\nro\u0302le")

    assert result == CleanText(
        "\xe9\nr\xf4le",
        (
            TextChange.LINE_ENDS,
            TextChange.COMPOSED,
            TextChange.INVISIBLE_REMOVED,
            TextChange.SPACE_TRIMMED,
        ),
    )


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", TextProblem.EMPTY),
        (" \n \u200b \t", TextProblem.EMPTY),
        ("a\x00b", TextProblem.BINARY),
        ("\x1b[31mred", TextProblem.BINARY),
        ("a\x9bb", TextProblem.BINARY),
        ("half \ud83d of an emoji", TextProblem.BINARY),
        ("\uffff", TextProblem.BINARY),
        ("x" * 2001, TextProblem.TOO_LONG),
        ("x" * 10_000_000, TextProblem.TOO_LONG),
        ("\U0001f600" * 2001, TextProblem.TOO_LONG),
        ("x\n" * 61 + "x", TextProblem.TOO_MANY_LINES),
    ],
)
def test_what_cannot_be_posted_is_refused_by_a_code(raw: str, problem: TextProblem) -> None:
    assert clean_text(raw) == RefusedText((problem,))


def test_length_counts_code_points_after_cleaning() -> None:
    assert cleaned("\U0001f600" * 2000) == "\U0001f600" * 2000
    assert cleaned(" " * 50 + "x" * 2000 + "\u200b" * 50) == "x" * 2000


def test_every_reason_to_refuse_is_told_at_once() -> None:
    policy = TextPolicy(max_length=5, max_lines=2)

    assert clean_text("a\nb\nc\nd", policy) == RefusedText(
        (TextProblem.TOO_LONG, TextProblem.TOO_MANY_LINES)
    )


@given(st.one_of(any_text, tricky_text))
@example("\u2329\u200d\u2764")  # composed to a character that is no picture
@example("\u09c7" + "\u0301" * 9 + "\u09be")  # parts that compose once nothing stands between
def test_cleaning_a_clean_text_changes_nothing(raw: str) -> None:
    first = clean_text(raw)

    if isinstance(first, CleanText):
        assert clean_text(first.text) == CleanText(first.text)


@given(st.one_of(any_text, tricky_text))
def test_a_clean_text_holds_nothing_that_turns_or_hides_what_is_read(raw: str) -> None:
    result = clean_text(raw)

    if isinstance(result, CleanText):
        assert not set(result.text) & TURNING
        assert unicodedata.is_normalized("NFC", result.text)
        assert all(
            char == "\n" or unicodedata.category(char) not in ("Cc", "Cs") or char == "\t"
            for char in result.text
        )


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"), max_codepoint=0x5FF)))
def test_no_letter_is_ever_lost(raw: str) -> None:
    result = clean_text(raw)
    letters = "".join(unicodedata.normalize("NFC", raw).split())

    kept = result.text if isinstance(result, CleanText) else ""
    assert "".join(kept.split()) == letters
