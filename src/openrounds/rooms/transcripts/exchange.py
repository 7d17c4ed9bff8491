"""A transcript as JSON, and back. `docs/reference/transcript-format.md` describes the format."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from openrounds.errors import Refused
from openrounds.rooms.models import ReactionKind, RoomRole
from openrounds.rooms.transcripts.content import Names, Transcript

FORMAT = "openrounds-transcript"
VERSION = 1
MOST_BYTES = 50_000_000

LevelCode = Literal["invited", "professionals", "members", "open_unlisted", "open_indexed"]
Count = Annotated[int, Field(ge=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpeakerFile(_Strict):
    """See `content.Speaker`."""

    number: Count
    name: Annotated[str, Field(max_length=40)]
    role: RoomRole
    line: Annotated[str, Field(max_length=80)]


class QuestionFile(_Strict):
    """See `content.AskedQuestion`."""

    number: Count
    text: Annotated[str, Field(max_length=500)]
    opened_at: datetime | None
    closed_at: datetime | None


class PostFile(_Strict):
    """See `content.SpokenPost`."""

    number: Count
    at: datetime
    speaker: Count | None
    question: Count | None
    reply_to: Count | None
    text: Annotated[str, Field(max_length=2000)]
    edited: bool
    gone: Literal["", "withdrawn", "removed", "expired"]
    reactions: dict[ReactionKind, Count]

    @model_validator(mode="after")
    def _a_grey_line_says_nothing(self) -> Self:
        if bool(self.gone) == (self.speaker is not None) or (self.gone and self.text):
            raise ValueError("a post has a speaker, a grey line has neither speaker nor text")
        return self


class TranscriptFile(_Strict):
    """A transcript as it is exchanged. Unknown fields are refused: they would be lost."""

    format: Literal["openrounds-transcript"]
    version: Literal[1]
    room: Annotated[str, Field(min_length=1, max_length=120)]
    slug: Annotated[str, Field(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]
    level: LevelCode
    language: Annotated[str, Field(max_length=8)]
    title: Annotated[str, Field(min_length=1, max_length=120)]
    intro: Annotated[str, Field(max_length=2000)]
    starts_at: datetime
    ends_at: datetime
    time_zone: Annotated[str, Field(max_length=64)]
    notice_version: Count
    notice: str
    names: Names
    made_at: datetime
    questions: tuple[QuestionFile, ...]
    speakers: tuple[SpeakerFile, ...]
    posts: Annotated[tuple[PostFile, ...], Field(max_length=100_000)]

    @model_validator(mode="after")
    def _numbers_lead_somewhere(self) -> Self:
        _require_counting(self.speakers, "speakers")
        _require_counting(self.posts, "posts")
        asked = {question.number for question in self.questions}
        for post in self.posts:
            if post.speaker and post.speaker > len(self.speakers):
                raise ValueError(f"post {post.number} has an unknown speaker")
            if post.question and post.question not in asked:
                raise ValueError(f"post {post.number} answers an unknown question")
            if post.reply_to and post.reply_to >= post.number:
                raise ValueError(f"post {post.number} answers a later post")
        return self


def _require_counting(rows: tuple[SpeakerFile, ...] | tuple[PostFile, ...], what: str) -> None:
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        raise ValueError(f"{what} are not numbered 1, 2, 3, ...")


_ADAPTER = TypeAdapter(TranscriptFile)


def write_json(transcript: Transcript) -> bytes:
    """The whole transcript; `read_transcript` gives it back."""
    values: Mapping[str, Any] = {"format": FORMAT, "version": VERSION, **asdict(transcript)}
    file = TranscriptFile.model_validate(values)
    return file.model_dump_json(indent=1).encode()


def read_transcript(raw: bytes) -> TranscriptFile:
    """A transcript that was written by `write_json`; refuses anything else and says where."""
    if len(raw) > MOST_BYTES:
        raise Refused(_("This file is larger than any transcript."), remedy=_("Choose another."))
    try:
        return _ADAPTER.validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or _("the file")
        raise Refused(
            _("This is not a transcript we can read. First fault: %(place)s: %(fault)s.")
            % {"place": place, "fault": first["msg"]},
            remedy=_("Choose the JSON file that “Transcript” gave you, unchanged."),
        ) from error
