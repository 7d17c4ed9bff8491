"""What somebody finds when they come: the rooms they may read, and what happens in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from openrounds.accounts.access import Visitor, has_role, signed_in
from openrounds.accounts.models import Role
from openrounds.rooms.access import general_level
from openrounds.rooms.models import (
    ChatState,
    Level,
    LiveChat,
    Membership,
    MembershipState,
    Room,
    RoomState,
)

CHATS_AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A room in a list: what it is for, how public, and what happens there."""

    slug: str
    title: str
    purpose: str
    level: Level
    is_over: bool
    pseudonym: str
    live: LiveChat | None
    next_chat: LiveChat | None


@dataclass(frozen=True, slots=True)
class Rooms:
    """All rooms that somebody may read, by title."""

    everything: Sequence[RoomCard]

    @property
    def mine(self) -> Sequence[RoomCard]:
        """The rooms one is in and where no chat is going on."""
        return [card for card in self.everything if card.pseudonym and not card.live]

    @property
    def others(self) -> Sequence[RoomCard]:
        """Other rooms one may read and where no chat is going on."""
        return [card for card in self.everything if not card.pseudonym and not card.live]

    @property
    def live(self) -> Sequence[RoomCard]:
        """Rooms with a chat in progress."""
        return [card for card in self.everything if card.live]

    @property
    def coming(self) -> Sequence[RoomCard]:
        """Rooms with a planned chat, the next one first."""
        planned = [card for card in self.everything if card.next_chat]
        return sorted(planned, key=lambda card: (card.next_chat and card.next_chat.starts_at, 0))

    @property
    def all_indexed(self) -> bool:
        """Whether search engines may know of every room in this list."""
        return all(card.level == Level.OPEN_INDEXED for card in self.everything)


def rooms_at_home(visitor: Visitor) -> Rooms:
    """The rooms that somebody may read, by title, in three queries."""
    person = signed_in(visitor)
    mine = {
        membership.room_id: membership
        for membership in Membership.objects.filter(person=person, state=MembershipState.ACTIVE)
        if person is not None
    }
    open_to_me = Q(level__gte=general_level(visitor)) | Q(pk__in=mine)
    if has_role(visitor, Role.MODERATOR):
        open_to_me = Q()
    rooms = list(
        Room.objects.filter(open_to_me).exclude(state=RoomState.GONE).order_by(Lower("title"))
    )
    chats = _chats(rooms)
    return Rooms([_card(room, mine.get(room.pk), chats.get(room.pk, ())) for room in rooms])


def _chats(rooms: Sequence[Room]) -> dict[int, list[LiveChat]]:
    found: dict[int, list[LiveChat]] = {}
    coming = Q(state=ChatState.PLANNED, starts_at__lt=timezone.now() + CHATS_AHEAD)
    chats = LiveChat.objects.filter(coming | Q(state=ChatState.LIVE), room__in=rooms)
    for chat in chats.order_by("starts_at"):
        found.setdefault(chat.room_id, []).append(chat)
    return found


def _card(room: Room, membership: Membership | None, chats: Sequence[LiveChat]) -> RoomCard:
    return RoomCard(
        slug=room.slug,
        title=room.title,
        purpose=room.purpose,
        level=Level(room.level),
        is_over=room.state == RoomState.OVER,
        pseudonym=membership.pseudonym if membership else "",
        live=next((chat for chat in chats if chat.state == ChatState.LIVE), None),
        next_chat=next((chat for chat in chats if chat.state == ChatState.PLANNED), None),
    )
