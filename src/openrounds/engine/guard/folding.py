"""A draft made easy to search, and the way back from there to what was typed."""

import re
import unicodedata
from dataclasses import dataclass

from openrounds.engine.text import Span

# Nothing to see, or only marks how the characters around it join: left out of the search.
_DROPPED = re.compile(
    "[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` as it is searched; code point i of it stood at `places[i]` of the draft.

    `places` is empty where nothing was left out. `length` is the draft's.
    """

    text: str
    length: int
    places: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The place in the draft of a stretch of the folded text that is not empty.

        What was left out after it belongs to it: the ring around a figure, a joiner at the end.
        """
        if not self.places:
            return Span(start, end)
        following = self.places[end] if end < len(self.places) else self.length
        return Span(self.places[start], following)


class _Plain(dict[int, str | int]):
    """One code point to one: figures, letters and marks of other widths become the common ones."""

    def __missing__(self, point: int) -> str | int:
        char = chr(point)
        plain = unicodedata.normalize("NFKC", char)
        digit = unicodedata.decimal(char, None)
        self[point] = str(digit) if digit is not None else plain if len(plain) == 1 else point
        return self[point]


_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_PLAIN = _Plain({ord(char): plain for char, plain in (_QUOTES | _DASHES).items()})


def folded(draft: str) -> Folded:
    """The draft with common figures, quotes, dashes and spaces, and without what is not seen."""
    if draft.isascii():
        return Folded(draft, len(draft))
    plain = draft.translate(_PLAIN)
    if not _DROPPED.search(plain):
        return Folded(plain, len(draft))
    places = tuple(place for place, char in enumerate(plain) if not _DROPPED.match(char))
    return Folded("".join(plain[place] for place in places), len(draft), places)
