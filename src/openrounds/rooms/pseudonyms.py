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
