"""Characters nobody sees: some are what a script or an emoji is made with, the rest only hide."""

import re

# Overrides and isolates that turn what is read around, marks, joiners, fillers, invisible
# operators, annotations, tags and variation selectors.
_INVISIBLE = re.compile(
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"  # a flag made of tags
    "|[\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Arabic, Syriac, the scripts of India, Tibetan, Burmese, Khmer, Mongolian: joiners change letters.
_JOINING = re.compile(
    "[\u0600-\u061b\u061d-\u0fff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
)
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)  # Thai, Lao, Burmese, Khmer
_PICTURE = re.compile(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
)
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SELECTABLE = re.compile(r"[^\s\u200b-\u200f\ufe00-\ufe0f\U000e0000-\U000e0fff]")


def without_invisibles(text: str) -> str:
    """Removes the characters nobody sees, except where the script or an emoji is made with them."""
    if not _INVISIBLE.search(text):
        return text
    has_right_to_left = bool(_RIGHT_TO_LEFT.search(text))
    kept: list[str] = []
    before, done = "", 0
    for match in _INVISIBLE.finditer(text):
        start, end = match.span()
        if start > done:
            kept.append(text[done:start])
            before = text[start - 1]
        done = end
        if _belongs(match[0], before, text[end : end + 1], has_right_to_left=has_right_to_left):
            kept.append(match[0])
            before = match[0][-1]
    kept.append(text[done:])
    return "".join(kept)


def _belongs(char: str, before: str, after: str, *, has_right_to_left: bool) -> bool:
    """Whether an invisible character has work to do between these neighbours."""
    if len(char) > 1:
        return True
    if char == "\u200d":
        joins_pictures = bool(_PICTURE.match(before)) or before == "\ufe0f"
        return bool(_JOINING.match(before) or (joins_pictures and _PICTURE.match(after)))
    if char in "\u200e\u200f\u061c":
        return has_right_to_left and before not in ("\u200e", "\u200f", "\u061c")
    needs = _NEEDS.get(char) or _selector_needs(char)
    return bool(needs and needs.match(before))


_NEEDS = {"\u200b": _WITHOUT_SPACES, "\u200c": _JOINING}


def _selector_needs(char: str) -> re.Pattern[str] | None:
    if "\ufe00" <= char <= "\ufe0f":
        return _SELECTABLE
    return _IDEOGRAPH if "\U000e0100" <= char <= "\U000e01ef" else None
