"""Everything the page of a room shows, read in a small and fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import (
    ChatState,
    LiveChat,
    Post,
    Question,
    QuestionState,
)
from openrounds.rooms.queries.cards import AuthorCard, PostCard, post_cards
from openrounds.rooms.queries.notices import NoticeStanding, current_notice, standing
from openrounds.rooms.queries.people import people_in_charge
from openrounds.rooms.queries.posts import (
    latest_posts,
    muted_ids,
    own_waiting_posts,
    pinned_posts,
    readable_stretches,
)
from openrounds.rooms.queries.publicness import RoomPublicness, publicness_of
from openrounds.rooms.queries.sections import (
    QuestionCard,
    Section,
    question_card,
    sections_of,
)

SHOWN_POSTS = 50


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


def room_page(viewer: Viewer, *, before: int | None = None, for_index: bool = False) -> RoomPage:
    """The room's last posts, or those before a position, and all that stands around them."""
    posts = latest_posts(viewer, limit=SHOWN_POSTS + 1, before=before, for_index=for_index)
    older, posts = len(posts) > SHOWN_POSTS, posts[-SHOWN_POSTS:]
    chat, next_chat = _chats_now(viewer)
    asked, to_come = _questions(chat)
    cards = post_cards(viewer, posts, for_index=for_index)
    return RoomPage(
        viewer=viewer,
        publicness=publicness_of(viewer.room),
        chat=chat,
        next_chat=next_chat,
        questions=[question_card(question) for question in asked],
        questions_to_come=to_come,
        sections=sections_of(
            posts,
            cards,
            chats=_other_chats(posts, chat),
            asked=() if before else asked,
        ),
        older_before=_older_before(viewer, posts, older=older, for_index=for_index),
        pinned=[] if before else _pinned(viewer, for_index=for_index),
        waiting=[] if before else own_waiting_posts(viewer),
        notice=standing(viewer.membership, current_notice(viewer.room, chat)),
        staff=people_in_charge(viewer),
        muted=muted_ids(viewer),
    )


def _older_before(
    viewer: Viewer, posts: Sequence[Post], *, older: bool, for_index: bool
) -> int | None:
    """Where the page before this one ends. What search engines do not see may lie before it."""
    hidden = for_index and len(readable_stretches(viewer, for_index=True)) < len(viewer.audiences)
    if not (older or hidden):
        return None
    return posts[0].position if posts else viewer.room.last_position + 1


def _pinned(viewer: Viewer, *, for_index: bool) -> list[PostCard]:
    return post_cards(viewer, pinned_posts(viewer, for_index=for_index), for_index=for_index)


def _chats_now(viewer: Viewer) -> tuple[LiveChat | None, LiveChat | None]:
    """The chat that is live and the one that comes next, in one query."""
    rows = list(
        LiveChat.objects.filter(
            room=viewer.room, state__in=(ChatState.LIVE, ChatState.PLANNED)
        ).order_by("starts_at")[:20]
    )
    live = next((row for row in rows if row.state == ChatState.LIVE), None)
    planned = next((row for row in rows if row.state == ChatState.PLANNED), None)
    return live, planned


def _questions(chat: LiveChat | None) -> tuple[list[Question], int]:
    """The questions that were asked in the live chat, and how many are still to come."""
    if chat is None:
        return [], 0
    questions = list(Question.objects.filter(chat=chat).order_by("number"))
    asked = [q for q in questions if q.state != QuestionState.PREPARED]
    return asked, len(questions) - len(asked)


def answerable_questions(viewer: Viewer) -> list[QuestionCard]:
    """The questions of the live chat that take answers: the open one, and late ones."""
    asked, _to_come = _questions(_chats_now(viewer)[0])
    return [question_card(question) for question in asked]


def _other_chats(posts: Sequence[Post], live: LiveChat | None) -> dict[int, LiveChat]:
    """The chats other than the live one in which posts were said; asks only if there are any."""
    others = {post.chat_id for post in posts if post.chat_id} - {live.pk if live else None}
    return LiveChat.objects.in_bulk(others) if others else {}
