"""Links in a text, cut out so that a page can show them without ever parsing HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_LINK = 2000

# Only ASCII host names, and no name or password before them: a look-alike letter, or
# "https://bank.example@elsewhere.example", is how a link lies about where it goes.
_LINK = re.compile(
    r"(?<![\w@/.-])(?:https?://|(?=www\.))"
    r"(?:[a-z0-9-]{1,63}\.){1,10}(?:[a-z]{2,24}|xn--[a-z0-9-]{1,59})(?::\d{1,5})?(?!:\d|[\w@-]|\.\w)"
    r"(?:[/?#][^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]*)?",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'*_~…\u2019”»"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text. `href` is an http(s) address when the stretch is a link, else empty."""

    text: str
    href: str = ""


def split_links(text: str) -> tuple[Piece, ...]:
    """Cuts a text at its links; the pieces joined are the text again.

    Only `http://`, `https://` and `www.` begin a link. Full stops and brackets that belong to the
    sentence stay outside. Callers escape both `text` and `href`, and mark links `nofollow ugc`.
    """
    pieces: list[Piece] = []
    done = 0
    for start, end in _links(text):
        if start > done:
            pieces.append(Piece(text[done:start]))
        words = text[start:end]
        pieces.append(Piece(words, words if "://" in words[:8] else f"https://{words}"))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return tuple(pieces)


def _links(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINK.finditer(text):
        end = _without_trailing(text, match.start(), match.end())
        if end - match.start() <= LONGEST_LINK:
            yield match.start(), end


def _without_trailing(text: str, start: int, end: int) -> int:
    """Where the link ends once the sentence's own marks are taken off; a link begins with none."""
    while _is_the_sentences(text, start, end):
        end -= 1
    return end


def _is_the_sentences(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    opening = _CLOSING.get(last)
    if opening is None:
        return last in _TRAILING
    return text.count(last, start, end) > text.count(opening, start, end)
