"""What happens in rooms, for the apps above. References only: public ids, never a text."""

from dataclasses import dataclass

from openrounds.events import Event


@dataclass(frozen=True, slots=True)
class PostPublished(Event):
    """A post is out: at once, or released by a moderator."""

    room: str
    post: str


@dataclass(frozen=True, slots=True)
class PostHeld(Event):
    """A post waits for a moderator. `reasons` are the engine's codes."""

    room: str
    post: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostEdited(Event):
    """A published post has a new text; `reasons` is not empty when policy would have held it."""

    room: str
    post: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostGone(Event):
    """A post has no text any more: `reason` is withdrawn, removed, declined or expired."""

    room: str
    post: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChatPlanned(Event):
    """A live chat was planned, or its time has changed."""

    room: str
    chat: str


@dataclass(frozen=True, slots=True)
class ChatOpened(Event):
    """A live chat has begun."""

    room: str
    chat: str


@dataclass(frozen=True, slots=True)
class ChatEnded(Event):
    """A live chat is over or was cancelled."""

    room: str
    chat: str


@dataclass(frozen=True, slots=True)
class RoomNarrowed(Event):
    """Fewer people can read a room from now on."""

    room: str
    level: str


@dataclass(frozen=True, slots=True)
class RoomWidened(Event):
    """More people can read what is posted in a room from now on."""

    room: str
    level: str


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    """Somebody came through the door of a room."""

    room: str
    member: str


@dataclass(frozen=True, slots=True)
class MemberGone(Event):
    """Somebody left a room or was shown out."""

    room: str
    member: str
    reason: str
