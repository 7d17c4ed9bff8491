"""Telling that two texts are the same but for dressing."""

import re
import unicodedata

from openrounds.engine.text import text_hash

_DRESSING = re.compile(r"[\W\d_]+")


def repeat_key(text: str) -> str:
    """A fingerprint that is equal for texts that differ in case, digits, marks and spaces only.

    For counting repeats of one author. A text of nothing but marks or digits has its own key.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return text_hash(_DRESSING.sub("", folded) or folded)
