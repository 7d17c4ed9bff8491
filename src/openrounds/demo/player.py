"""Playing a story: each line through the same action that a person's click would call."""

import logging
import time
from collections.abc import Callable

from openrounds.accounts.models import Person
from openrounds.demo.script import Deed, Line, Story
from openrounds.errors import OpenRoundsError
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import end_chat, open_next_question
from openrounds.rooms.actions.posts import edit_post, pin_post, withdraw_post
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.reactions import react
from openrounds.rooms.models import ChatState, LiveChat, Post, ReactionKind

log = logging.getLogger(__name__)


class Performance:
    """One live chat being played.

    `open` does at once what has happened before one comes in; `play_live` does the rest in real
    time, and is meant for a thread of its own.
    """

    def __init__(self, story: Story, chat: LiveChat, *, tempo: float = 1.0) -> None:
        self._story = story
        self._chat = chat
        self._tempo = tempo
        self._people = {p.handle: p for p in Person.objects.filter(handle__in=_handles(story))}

    def open(self) -> None:
        """Play what one has missed when one comes in. Nothing when an earlier start did that."""
        for number in range(_lines_done(self._chat, self._story), self._story.played_before):
            self._do(number)

    def play_live(self, *, pause: Callable[[float], object] = time.sleep) -> None:
        """Play on to the end and close the chat; stop when a visitor has ended it."""
        for number in range(_lines_done(self._chat, self._story), len(self._story.lines)):
            pause(self._story.lines[number].wait_s * self._tempo)
            if not self._is_live():
                return
            self._do(number)
        end_chat(self._at(self._story.host), self._chat)

    def _is_live(self) -> bool:
        return LiveChat.objects.filter(pk=self._chat.pk, state=ChatState.LIVE).exists()

    def _do(self, number: int) -> None:
        try:
            self._act(number, self._story.lines[number])
        except OpenRoundsError as error:
            # A visitor may have locked the room or removed the post meanwhile: the story goes on.
            log.info("A line of the story could not be played: %s", error.code)

    def _act(self, number: int, line: Line) -> None:
        viewer = self._at(line.who)
        match line.deed:
            case Deed.SAY:
                reply_to = self._post(line.to) if line.to else ""
                key = _key(self._chat, line.key or str(number))
                publish_post(viewer, Submission(line.text, reply_to=reply_to, idempotency_key=key))
            case Deed.ASK_NEXT:
                open_next_question(viewer, self._chat)
            case Deed.REACT:
                react(viewer, self._post(line.to), ReactionKind(line.text), on=True)
            case Deed.PIN:
                pin_post(viewer, self._post(line.to), pinned=True)
            case Deed.EDIT:
                edit_post(viewer, self._post(line.to), line.text)
            case Deed.WITHDRAW:
                withdraw_post(viewer, self._post(line.to))

    def _at(self, handle: str) -> Viewer:
        return access_room(self._people[handle], self._chat.room.slug)

    def _post(self, key: str) -> str:
        found = Post.objects.filter(chat=self._chat, idempotency_key=_key(self._chat, key)).first()
        return found.public_id if found else ""


def _handles(story: Story) -> list[str]:
    return [player.handle for player in story.cast]


def _key(chat: LiveChat, name: str) -> str:
    return f"story-{chat.public_id}-{name}"


def _lines_done(chat: LiveChat, story: Story) -> int:
    """How far an earlier start came: the line after the last one that was said."""
    said = set(Post.objects.filter(chat=chat).values_list("idempotency_key", flat=True))
    done = [
        number + 1
        for number, line in enumerate(story.lines)
        if line.deed == Deed.SAY and _key(chat, line.key or str(number)) in said
    ]
    return max(done, default=0)
