"""Names to choose from at a door: a colour and a bird, which say nothing about anybody."""

import secrets
from collections.abc import Callable

COLOURS = (
    "Amber", "Blue", "Copper", "Coral", "Golden", "Green", "Grey", "Indigo", "Ivory", "Olive",
    "Pearl", "Purple", "Red", "Rose", "Ruby", "Silver", "Teal", "Violet", "White", "Yellow",
)  # fmt: skip
BIRDS = (
    "Avocet", "Bunting", "Crane", "Curlew", "Dipper", "Dove", "Dunlin", "Eider", "Falcon", "Finch",
    "Gannet", "Goldcrest", "Grebe", "Heron", "Ibis", "Jay", "Kestrel", "Kingfisher", "Kite", "Lark",
    "Linnet", "Martin", "Merlin", "Nuthatch", "Oriole", "Osprey", "Owl", "Petrel", "Pipit",
    "Plover", "Puffin", "Quail", "Redstart", "Robin", "Sandpiper", "Siskin", "Starling", "Stork",
    "Swallow", "Swan", "Swift", "Tern", "Thrush", "Wagtail", "Warbler", "Wigeon", "Wren",
)  # fmt: skip


def suggest(is_taken: Callable[[str], bool]) -> str:
    """A name that nobody in the room has. Drawn anew each time, so that two rooms share nothing.

    A number follows where the room is so full that plain names are hard to find.
    """
    for attempt in range(20):
        name = f"{secrets.choice(COLOURS)} {secrets.choice(BIRDS)}"
        if attempt >= 3:
            name = f"{name} {secrets.randbelow(9000) + 1000}"
        if not is_taken(name):
            return name
    return f"Guest {secrets.token_hex(6)}"


def resembles(name: str, handle: str) -> bool:
    """Whether a name would lead whoever knows an account's handle to its owner.

    Case, spaces and signs between letters do not tell two names apart, nor does something added
    to a name of four letters or more.
    """
    one, other = _letters(name), _letters(handle)
    if not one or not other:
        return False
    return one == other or (len(other) >= 4 and other in one) or (len(one) >= 4 and one in other)


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
