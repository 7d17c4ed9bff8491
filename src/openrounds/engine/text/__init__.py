"""Text as people post it: what may stand, where a word is, what is a link."""

from openrounds.engine.text.cleaning import (
    CleanText,
    RefusedText,
    TextChange,
    TextPolicy,
    TextProblem,
    clean_text,
)
from openrounds.engine.text.hashing import text_hash
from openrounds.engine.text.links import Piece, split_links
from openrounds.engine.text.spans import Span

__all__ = [
    "CleanText",
    "Piece",
    "RefusedText",
    "Span",
    "TextChange",
    "TextPolicy",
    "TextProblem",
    "clean_text",
    "split_links",
    "text_hash",
]
