"""Rooms and all that happens in them."""

from openrounds.rooms.models.chat import (
    BoxQuestion,
    BoxState,
    ChatState,
    LiveChat,
    Question,
    QuestionState,
    Reminder,
)
from openrounds.rooms.models.notice import Acceptance, Notice
from openrounds.rooms.models.people import (
    Block,
    BlockKind,
    CalendarKey,
    Digest,
    Invitation,
    Membership,
    MembershipState,
    RoomRole,
)
from openrounds.rooms.models.post import Draft, Post, PostState, Reaction, ReactionKind
from openrounds.rooms.models.room import Audience, Level, PublicnessChange, Room, RoomState

__all__ = [
    "Acceptance",
    "Audience",
    "Block",
    "BlockKind",
    "BoxQuestion",
    "BoxState",
    "CalendarKey",
    "ChatState",
    "Digest",
    "Draft",
    "Invitation",
    "Level",
    "LiveChat",
    "Membership",
    "MembershipState",
    "Notice",
    "Post",
    "PostState",
    "PublicnessChange",
    "Question",
    "QuestionState",
    "Reaction",
    "ReactionKind",
    "Reminder",
    "Room",
    "RoomRole",
    "RoomState",
]
