"""Which notice holds, and whether somebody has accepted it."""

from dataclasses import dataclass

from openrounds.rooms.models import Acceptance, LiveChat, Membership, Notice, Room


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """The notice that holds, and the version of it that the member accepted last (0: none)."""

    notice: Notice
    accepted: bool
    accepted_version: int


def current_notice(room: Room, chat: LiveChat | None = None) -> Notice:
    """The newest version: the chat's own notice if it has one, otherwise the room's."""
    notices = Notice.objects.filter(room=room).order_by("-version")
    own = notices.filter(chat=chat).first() if chat else None
    return own or notices.filter(chat=None)[0]


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
        Acceptance.objects.select_related("notice", "notice__chat")
        .filter(membership=membership)
        .order_by("-at")
    )
