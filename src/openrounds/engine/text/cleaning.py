"""Text as it may be posted: nothing hidden in it, nothing that spills over other people's posts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from openrounds.engine.text.invisibles import without_invisibles


class TextProblem(StrEnum):
    """Why a text cannot be posted."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_LINES = "too_many_lines"
    BINARY = "binary"


class TextChange(StrEnum):
    """What was done to a text before it was accepted."""

    LINE_ENDS = "line_ends"
    COMPOSED = "composed"
    INVISIBLE_REMOVED = "invisible_removed"
    MARKS_CAPPED = "marks_capped"
    SPACE_TRIMMED = "space_trimmed"


@dataclass(frozen=True, slots=True)
class TextPolicy:
    """How much a text may hold; lengths in code points, counted after cleaning."""

    max_length: int = 2000
    max_lines: int = 60
    max_marks_per_base: int = 5  # pointed Hebrew and Tibetan stacks need up to four


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text that may be posted, and what was changed to make it so."""

    text: str
    changes: tuple[TextChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedText:
    """A text that may not be posted, with every reason."""

    problems: tuple[TextProblem, ...]


POST = TextPolicy()

_HOPELESS = 8  # so many times too long: refused before any work is done on it
_BINARY = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE_AT_LINE_END = re.compile(r"(?<!\s)[^\S\n]+$|^[^\S\n]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_text(raw: str, policy: TextPolicy = POST) -> CleanText | RefusedText:
    """Makes a typed text fit to post, or says by code why it is not.

    Removes what no reader sees (bidi overrides and isolates, zero-width characters outside emoji
    and the scripts that need them, tags), keeps at most a few marks on one letter, composes (NFC),
    makes every line end one newline, takes off outer space and more than one blank line in a row.
    Refuses control characters, lone surrogates, and more than the policy allows. Cleaning a clean
    text changes nothing.
    """
    if len(raw) > policy.max_length * _HOPELESS:
        return RefusedText((TextProblem.TOO_LONG,))
    if _BINARY.search(raw):
        return RefusedText((TextProblem.BINARY,))
    cleaned = _cleaned(raw, policy)
    problems = tuple(_problems(cleaned.text, policy))
    return RefusedText(problems) if problems else cleaned


def _cleaned(raw: str, policy: TextPolicy) -> CleanText:
    text = raw
    changes: list[TextChange] = []
    for change, after in (
        (TextChange.LINE_ENDS, lambda text: _LINE_END.sub("\n", text)),
        (TextChange.COMPOSED, _composed),
        (TextChange.INVISIBLE_REMOVED, without_invisibles),
        # Once more: a letter and its accent may have been parted by something invisible.
        (TextChange.COMPOSED, _composed),
        (TextChange.MARKS_CAPPED, lambda text: _with_few_marks(text, policy.max_marks_per_base)),
        (TextChange.SPACE_TRIMMED, _trimmed),
    ):
        changed = after(text)
        if changed != text and change not in changes:
            changes.append(change)
        text = changed
    return CleanText(text, tuple(changes))


def _problems(text: str, policy: TextPolicy) -> Iterator[TextProblem]:
    if not text:
        yield TextProblem.EMPTY
    if len(text) > policy.max_length:
        yield TextProblem.TOO_LONG
    if text.count("\n") >= policy.max_lines:
        yield TextProblem.TOO_MANY_LINES


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _with_few_marks(text: str, most: int) -> str:
    """Leaves at most so many marks on each letter: a tower of them covers the lines around it."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= most:
            kept.append(char)
    return "".join(kept)


def _trimmed(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", _SPACE_AT_LINE_END.sub("", text)).strip()
