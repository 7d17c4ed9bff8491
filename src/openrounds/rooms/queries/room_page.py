"""Everything the page of a room shows, read in a small and fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import LiveChat, Post, QuestionState
from openrounds.rooms.queries import snapshots
from openrounds.rooms.queries.cards import AuthorCard, PostCard, author_card, post_cards
from openrounds.rooms.queries.notices import (
    NoticeStanding,
    current_notice,
    live_chat,
    standing,
)
from openrounds.rooms.queries.posts import muted_ids, own_waiting_posts, readable_stretches
from openrounds.rooms.queries.publicness import RoomPublicness
from openrounds.rooms.queries.sections import (
    QuestionCard,
    Section,
    question_card,
    sections_of,
)
from openrounds.rooms.queries.snapshots import Snapshot, asked_questions


@dataclass(frozen=True, slots=True)
class RoomPage:
    """A room as one viewer sees it now. `older_before` is a position, or None at the beginning."""

    viewer: Viewer
    publicness: RoomPublicness
    chat: LiveChat | None
    next_chat: LiveChat | None
    questions: Sequence[QuestionCard]
    questions_to_come: int
    sections: Sequence[Section]
    older_before: int | None
    pinned: Sequence[PostCard]
    waiting: Sequence[Post]
    notice: NoticeStanding
    staff: Sequence[AuthorCard]
    muted: frozenset[str]

    @property
    def open_question(self) -> QuestionCard | None:
        """The question that is asked now."""
        found = (q for q in self.questions if q.state == QuestionState.OPEN)
        return next(found, None)

    @property
    def closed_questions(self) -> Sequence[QuestionCard]:
        """The questions that one can still answer late."""
        return [q for q in self.questions if q.state == QuestionState.CLOSED]

    @property
    def catch_up_from(self) -> QuestionCard | None:
        """The question at which somebody came who has missed an earlier one."""
        return self.open_question if self.closed_questions else None


def room_page(viewer: Viewer, cursor: str, *, for_index: bool = False) -> RoomPage:
    """The room's newest posts and all that stands around them.

    `cursor` says where the viewer's streams stood before this was asked.
    """
    return _page(viewer, snapshots.newest(viewer, cursor, for_index=for_index), for_index=for_index)


def earlier_page(viewer: Viewer, before: int) -> RoomPage:
    """The posts before a position."""
    snapshot = snapshots.read(viewer, before=before)
    return _page(viewer, replace(snapshot, questions=()), for_index=False, is_newest=False)


def _page(viewer: Viewer, seen: Snapshot, *, for_index: bool, is_newest: bool = True) -> RoomPage:
    notice = current_notice(viewer.room, seen.chat)
    cards = post_cards(viewer, [*seen.posts, *seen.pinned], for_index=for_index)
    stream, pinned = cards[: len(seen.posts)], cards[len(seen.posts) :]
    return RoomPage(
        viewer=viewer,
        publicness=seen.publicness,
        chat=seen.chat,
        next_chat=seen.next_chat,
        questions=[question_card(question) for question in seen.questions],
        questions_to_come=seen.questions_to_come,
        sections=sections_of(seen.posts, stream, chats=seen.other_chats, asked=seen.questions),
        older_before=_older_before(viewer, seen, for_index=for_index),
        pinned=pinned,
        waiting=own_waiting_posts(viewer) if is_newest else [],
        notice=standing(viewer.membership, notice),
        staff=[author_card(member) for member in seen.staff],
        muted=muted_ids(viewer),
    )


def _older_before(viewer: Viewer, seen: Snapshot, *, for_index: bool) -> int | None:
    """Where the page before this one ends. What search engines do not see may lie before it."""
    hidden = for_index and len(readable_stretches(viewer, for_index=True)) < len(viewer.audiences)
    if not (seen.has_older or hidden):
        return None
    return seen.posts[0].position if seen.posts else viewer.room.last_position + 1


def answerable_questions(viewer: Viewer) -> list[QuestionCard]:
    """The questions of the live chat that take answers: the open one, and late ones."""
    return [question_card(question) for question in asked_questions(live_chat(viewer))]
