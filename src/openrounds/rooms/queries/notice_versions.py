"""The versions of a notice as hosts see them: what changed, and how many have accepted which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from django.db.models import Count, Q

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import Acceptance, LiveChat, Notice
from openrounds.rooms.notice_wording import ELEMENTS


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a notice, how many accept it, and how many have taken that back."""

    notice: Notice
    accepted: int
    taken_back: int


def versions(viewer: Viewer, chat: LiveChat | None) -> Sequence[Version]:
    """Every version of the room's notice or of a chat's own, newest first."""
    held = Count("acceptances", filter=Q(acceptances__withdrawn_at=None))
    taken_back = Count("acceptances", filter=Q(acceptances__withdrawn_at__isnull=False))
    notices = Notice.objects.filter(room=viewer.room, chat=chat).order_by("-version")
    rows = notices.annotate(held=held, taken_back=taken_back)
    return [Version(row, row.held, row.taken_back) for row in rows]


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """One acceptance as it leaves in an export: a name of this room, never a person."""

    member: str
    name: str
    chat: str
    version: int
    sha256: str
    accepted_at: datetime
    taken_back_at: datetime | None


def acceptance_rows(viewer: Viewer) -> Sequence[AcceptanceRow]:
    """Every acceptance in this room, its chats' own notices included, oldest first."""
    rows = Acceptance.objects.select_related("membership", "notice__chat")
    return [
        AcceptanceRow(
            member=row.membership.public_id,
            name=row.membership.pseudonym,
            chat=row.notice.chat.title if row.notice.chat else "",
            version=row.version,
            sha256=row.digest,
            accepted_at=row.at,
            taken_back_at=row.withdrawn_at,
        )
        for row in rows.filter(notice__room=viewer.room).order_by("at", "pk")
    ]


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that stayed, went or came."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """What changes in one part of a notice."""

    heading: str
    words: tuple[Words, ...]

    @property
    def is_changed(self) -> bool:
        """Whether this part is not as it was."""
        return any(run.mark != Mark.SAME for run in self.words)


def changes_between(old: Mapping[str, str], new: Mapping[str, str]) -> Sequence[PartChange]:
    """The difference of two notices, part by part and word by word."""
    return [
        PartChange(str(heading), _word_runs(old.get(key, "").strip(), new.get(key, "").strip()))
        for key, heading in ELEMENTS.items()
        if old.get(key, "").strip() or new.get(key, "").strip()
    ]


def _word_runs(old: str, new: str) -> tuple[Words, ...]:
    before, after = old.split(), new.split()
    runs: list[Words] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Words(Mark.SAME, " ".join(before[i1:i2])))
            continue
        if i1 < i2:
            runs.append(Words(Mark.GONE, " ".join(before[i1:i2])))
        if j1 < j2:
            runs.append(Words(Mark.NEW, " ".join(after[j1:j2])))
    return tuple(runs)
