"""What the people who run a room see of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import (
    BoxQuestion,
    BoxState,
    ChatState,
    LiveChat,
    Question,
    QuestionState,
)
from openrounds.rooms.waiting import WaitingList, waiting_list

SLOW_STEPS_S = (0, 10, 30, 60, 120)


@dataclass(frozen=True, slots=True)
class SlowStep:
    """One choice of slow mode."""

    seconds: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The host's console: the chat at hand, what one key does next, what waits, the clock.

    `opened` is the open question, `following` the next prepared one, `closed` the last closed one
    when none is open. `may_take_back`: the open question has no answers yet.
    """

    chat: LiveChat | None
    opened: Question | None
    following: Question | None
    closed: Question | None
    may_take_back: bool
    slow_steps: tuple[SlowStep, ...]
    waiting: WaitingList | None
    box_waiting: int
    minutes_left: int
    now: datetime

    @property
    def is_live(self) -> bool:
        """Whether the chat has begun."""
        return self.chat is not None and self.chat.state == ChatState.LIVE

    @property
    def minutes_over(self) -> int:
        """How long the chat has run past its planned end."""
        return max(0, -self.minutes_left)


def host_strip(viewer: Viewer, now: datetime) -> Strip | None:
    """The console of a room for one of its hosts, or nothing for everybody else."""
    if not viewer.is_host:
        return None
    chat = current_chat(viewer)
    questions = list(Question.objects.filter(chat=chat)) if chat else []
    opened = next((one for one in questions if one.state == QuestionState.OPEN), None)
    closed = [one for one in questions if one.state == QuestionState.CLOSED and one.closed_at]
    return Strip(
        chat=chat,
        opened=opened,
        following=next((one for one in questions if one.state == QuestionState.PREPARED), None),
        closed=None if opened else max(closed, key=_closed_at, default=None),
        may_take_back=opened is not None and not opened.posts.exists(),
        slow_steps=tuple(
            SlowStep(step, is_chosen=step == viewer.room.slow_mode_s) for step in SLOW_STEPS_S
        ),
        waiting=waiting_list(viewer),
        box_waiting=BoxQuestion.objects.filter(chat=chat, state=BoxState.WAITING).count(),
        minutes_left=int((chat.ends_at - now) / timedelta(minutes=1)) if chat else 0,
        now=now,
    )


def _closed_at(question: Question) -> datetime:
    return question.closed_at or question.chat.starts_at


def current_chat(viewer: Viewer) -> LiveChat | None:
    """The live chat, or the next planned one."""
    chats = LiveChat.objects.filter(room=viewer.room)
    live = chats.filter(state=ChatState.LIVE).first()
    return live or chats.filter(state=ChatState.PLANNED).order_by("starts_at").first()
