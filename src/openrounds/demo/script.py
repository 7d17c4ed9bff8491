"""The shape of a story: who takes part, and what each does when. Data, no behaviour."""

from dataclasses import dataclass
from enum import StrEnum

from openrounds.rooms.models import RoomRole


class Deed(StrEnum):
    """What somebody does in a story."""

    SAY = "say"
    ASK_NEXT = "ask_next"  # the host opens the next question
    REACT = "react"
    PIN = "pin"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    RELEASE = "release"  # a moderator lets a held post out
    RETURN = "return"  # a moderator gives a held post back, with words
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Player:
    """One of the cast, invented. `name` is what the room sees, `line` the words beside it."""

    handle: str
    name: str
    role: RoomRole = RoomRole.MEMBER
    line: str = ""
    comes_late: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happens, `wait_s` after the one before.

    `key` names a post so that later lines can answer, change or react to it (`to`).
    """

    wait_s: float
    who: str
    text: str = ""
    key: str = ""
    to: str = ""
    deed: Deed = Deed.SAY


@dataclass(frozen=True, slots=True)
class Story:
    """A live chat with its cast. The first `played_before` lines are over when one comes in."""

    slug: str
    room_title: str
    purpose: str
    chat_title: str
    intro: str
    host: str
    cast: tuple[Player, ...]
    questions: tuple[str, ...]
    lines: tuple[Line, ...]
    played_before: int
