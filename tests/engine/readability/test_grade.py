"""How hard wording is to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrounds.engine.readability import reading_grade


def test_the_grade_follows_the_formula() -> None:
    # 2 sentences, 8 words, 9 syllables: 0.39 * 4 + 11.8 * 9 / 8 - 15.59 is below 0.
    assert reading_grade("The cat is here. We are very glad.") == 0.0
    # 1 sentence, 6 words, 12 syllables (mod-er-a-tors pub-lish your an-swer la-ter).
    assert reading_grade("Moderators will publish your answer later.") == pytest.approx(
        0.39 * 6 + 11.8 * 12 / 6 - 15.59, abs=0.01
    )


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("post", 1), ("shown", 1), ("posted", 2), ("people", 2), ("likes", 1), ("minute", 2),
        ("table", 2), ("notice", 2), ("moderator", 4), ("anonymous", 4), ("don't", 1), ("2026", 1),
        ("the", 1), ("hidden", 2), ("asked", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, syllables: int) -> None:
    grade = reading_grade(" ".join([word] * 40))

    assert grade == pytest.approx(max(0.0, 0.39 * 40 + 11.8 * syllables - 15.59), abs=0.01)


def test_hard_words_and_long_sentences_are_harder() -> None:
    plain = "We will look at your post soon. You can still change it."
    stiff = (
        "Publication of contributions is conditional upon evaluation by authorised moderation"
        " personnel in accordance with applicable participation requirements."
    )

    assert reading_grade(plain) < 4
    assert reading_grade(stiff) > 16


def test_a_line_end_ends_a_sentence() -> None:
    assert reading_grade("Posted questions\nPublished answers") < reading_grade(
        "Posted questions published answers"
    )


@pytest.mark.parametrize("text", ["", " ... ", "\U0001f642"])
def test_nothing_to_read_has_no_grade(text: str) -> None:
    assert reading_grade(text) == 0.0


@given(st.text())
def test_every_text_has_a_grade_that_is_never_below_zero(text: str) -> None:
    assert reading_grade(text) >= 0.0
