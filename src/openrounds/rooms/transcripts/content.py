"""What a transcript holds. Frozen values; no ids of the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Names(StrEnum):
    """What stands where the room showed a name."""

    SHOWN = "shown"
    PSEUDONYMISED = "pseudonymised"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who wrote. `number` counts by first appearance, within this transcript alone."""

    number: int
    name: str
    role: str
    line: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was put. Times are cut to the minute, like all times that leave a room."""

    number: int
    text: str
    opened_at: datetime | None
    closed_at: datetime | None

    @property
    def label(self) -> str:
        """How a tweetchat calls it: T1."""
        return f"T{self.number}"


@dataclass(frozen=True, slots=True)
class SpokenPost:
    """One post, or the grey line that is left of it (`gone`: withdrawn, removed or expired).

    `number` counts from 1 in the order of the room; `question` and `reply_to` are numbers, too.
    """

    number: int
    at: datetime
    speaker: int | None
    question: int | None
    reply_to: int | None
    text: str
    edited: bool
    gone: str
    reactions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A live chat from its first post to its last."""

    room: str
    slug: str
    level: str
    language: str
    title: str
    intro: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    notice_version: int
    notice: str
    names: Names
    made_at: datetime
    questions: tuple[AskedQuestion, ...]
    speakers: tuple[Speaker, ...]
    posts: tuple[SpokenPost, ...]

    def speaker_of(self, post: SpokenPost) -> Speaker | None:
        """Who wrote a post; nobody for a grey line."""
        return self.speakers[post.speaker - 1] if post.speaker else None
