"""What hosts look after between chats: people, invitations, promises, the question box."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Lower

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import (
    BoxQuestion,
    BoxState,
    ChatState,
    Invitation,
    Level,
    LiveChat,
    Membership,
    MembershipState,
    PublicnessChange,
    Question,
    QuestionState,
    RoomRole,
)
from openrounds.rooms.queries.publicness import RoomPublicness, publicness_of

ORDER = (RoomRole.HOST, RoomRole.MODERATOR, RoomRole.CLINICIAN_CLAIMED, RoomRole.MEMBER)


def members(viewer: Viewer) -> Sequence[Membership]:
    """Everybody in the room: hosts, moderators, then by name."""
    rows = Membership.objects.filter(room=viewer.room, state=MembershipState.ACTIVE)
    return sorted(
        rows.order_by(Lower("pseudonym")), key=lambda row: ORDER.index(RoomRole(row.role))
    )


def possible_hosts(viewer: Viewer) -> Sequence[Membership]:
    """Who may be asked to run a chat: the hosts of the room."""
    return [member for member in members(viewer) if member.role == RoomRole.HOST]


def live_invitations(viewer: Viewer, now: datetime) -> Sequence[Invitation]:
    """Invitations that still open the room, the next to end first."""
    rows = Invitation.objects.filter(room=viewer.room, uses_left__gt=0, ends_at__gt=now)
    return list(rows.order_by("ends_at"))


def open_promises(viewer: Viewer) -> Sequence[PublicnessChange]:
    """Narrowings that were promised and are still to come, the next first."""
    rows = PublicnessChange.objects.filter(
        room=viewer.room, applied_at=None, cancelled_at=None, level__lt=viewer.room.level
    )
    return list(rows.order_by("due_at"))


@dataclass(frozen=True, slots=True)
class PlannedChats:
    """The chats of a room for its hosts, the next and the last first."""

    live: LiveChat | None
    planned: Sequence[LiveChat]
    past: Sequence[LiveChat]


def chats_for_hosts(viewer: Viewer, *, past: int = 20) -> PlannedChats:
    """Every chat that is to come, and the last ones that were."""
    chats = LiveChat.objects.filter(room=viewer.room)
    done = chats.filter(state__in=(ChatState.OVER, ChatState.CANCELLED))
    return PlannedChats(
        live=chats.filter(state=ChatState.LIVE).first(),
        planned=list(chats.filter(state=ChatState.PLANNED).order_by("starts_at")),
        past=list(done.order_by("-starts_at")[:past]),
    )


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the list where hosts prepare it. It moves only among prepared ones."""

    question: Question
    may_change: bool
    may_go_up: bool
    may_go_down: bool


def question_lines(chat: LiveChat) -> Sequence[QuestionLine]:
    """The questions of a chat in their order."""
    questions = list(Question.objects.filter(chat=chat))
    is_prepared = [one.state == QuestionState.PREPARED for one in questions]
    return [
        QuestionLine(
            question=one,
            may_change=prepared,
            may_go_up=prepared and index > 0 and is_prepared[index - 1],
            may_go_down=prepared and index + 1 < len(questions) and is_prepared[index + 1],
        )
        for index, (one, prepared) in enumerate(zip(questions, is_prepared, strict=True))
    ]


def box_of(chat: LiveChat) -> Sequence[BoxQuestion]:
    """What was sent to the box of a chat and waits, oldest first. Names of this room only."""
    rows = BoxQuestion.objects.select_related("author").filter(chat=chat, state=BoxState.WAITING)
    return list(rows.order_by("sent_at", "pk"))


def publicness_at(viewer: Viewer, level: Level) -> RoomPublicness:
    """How public the room would be at another level."""
    there = copy(viewer.room)
    there.level = level
    return publicness_of(there)
