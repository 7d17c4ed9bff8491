"""Which notice holds, and whether somebody has accepted it."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Q, QuerySet

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import (
    Acceptance,
    ChatState,
    LiveChat,
    Membership,
    Notice,
    Room,
)


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """The notice that holds, and the version of it that the member accepted last (0: none)."""

    notice: Notice
    accepted: bool
    accepted_version: int


def current_notice(room: Room, chat: LiveChat | None = None) -> Notice:
    """The newest version: the chat's own notice if it has one, otherwise the room's."""
    return _newest(room, chat)[0]


def accepted_current(membership: Membership, room: Room, chat: LiveChat | None) -> bool:
    """Whether the member has accepted the notice that holds now."""
    # In SQL by hand: every post asks it, and building the statement cost ten times its answer.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS(SELECT 1 FROM rooms_acceptance WHERE notice_id = rooms_notice.id"
            " AND membership_id = %s AND withdrawn_at IS NULL) FROM rooms_notice"
            " WHERE room_id = %s AND (chat_id IS NULL OR chat_id = %s)"
            " ORDER BY CASE WHEN chat_id IS NULL THEN 1 ELSE 0 END, version DESC LIMIT 1",
            [membership.pk, room.pk, chat.pk if chat else None],
        )
        return bool(cursor.fetchone()[0])


def _newest(room: Room, chat: LiveChat | None) -> QuerySet[Notice]:
    which = Q(chat=None) | Q(chat=chat) if chat else Q(chat=None)
    notices = Notice.objects.filter(which, room=room)
    return notices.order_by(F("chat").asc(nulls_last=True), "-version")


def live_chat(viewer: Viewer) -> LiveChat | None:
    """The chat in progress: while it lasts, its own notice holds."""
    return LiveChat.objects.filter(room=viewer.room, state=ChatState.LIVE).first()


def versions(room: Room, chat: LiveChat | None = None) -> list[Notice]:
    """Every version of a room's or a chat's notice, newest first."""
    return list(Notice.objects.filter(room=room, chat=chat).order_by("-version"))


def standing(membership: Membership | None, notice: Notice) -> NoticeStanding:
    """Whether this member has accepted exactly this version, and has not taken it back."""
    if membership is None:
        return NoticeStanding(notice, accepted=False, accepted_version=0)
    accepted = (
        Acceptance.objects.filter(
            membership=membership,
            notice__room_id=notice.room_id,
            notice__chat_id=notice.chat_id,
            withdrawn_at=None,
        )
        .order_by("-version")
        .first()
    )
    if accepted is None:
        return NoticeStanding(notice, accepted=False, accepted_version=0)
    return NoticeStanding(notice, accepted.notice_id == notice.pk, accepted.version)


def acceptances_of(membership: Membership) -> list[Acceptance]:
    """Everything a member has accepted in this room, newest first."""
    return list(
        Acceptance.objects.select_related("notice", "notice__chat", "membership__room")
        .filter(membership=membership)
        .order_by("-at")
    )
