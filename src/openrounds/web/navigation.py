"""A link in the frame of a page. The project says which there are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """`is_post` makes it a button that posts, for what changes something (signing out)."""

    label: str
    url: str
    is_current: bool = False
    is_post: bool = False
