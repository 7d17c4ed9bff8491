"""Live chats: planned, in progress, and over."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import (
    BoxQuestion,
    ChatState,
    LiveChat,
    MembershipState,
    PostState,
    Question,
    QuestionState,
    Reminder,
)
from openrounds.rooms.queries.cards import AuthorCard, PostCard, author_card, post_cards
from openrounds.rooms.queries.posts import chat_posts, without_muted
from openrounds.rooms.queries.sections import QuestionCard, question_card

BEST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class ChatPage:
    """A chat as one viewer sees it: who runs it, its questions, and the viewer's own part."""

    chat: LiveChat
    hosts: Sequence[AuthorCard]
    questions: Sequence[QuestionCard]
    box: Sequence[BoxQuestion]
    reminder: Reminder | None


@dataclass(frozen=True, slots=True)
class CatchUp:
    """One question with the answers that meant most to others, and how many there are."""

    question: QuestionCard
    posts: int
    best: Sequence[PostCard]

    @property
    def more(self) -> int:
        """How many answers are not shown here."""
        return self.posts - len(self.best)


def chat_page(viewer: Viewer, chat: LiveChat) -> ChatPage:
    """Everything the page of a chat shows. Questions to come are told once they are asked."""
    questions = chat.questions.exclude(state=QuestionState.PREPARED).order_by("number")
    hosts = chat.hosts.filter(state=MembershipState.ACTIVE)
    return ChatPage(
        chat=chat,
        hosts=[author_card(host) for host in hosts.order_by("pseudonym")],
        questions=[question_card(question) for question in questions],
        box=own_box(viewer, chat),
        reminder=Reminder.objects.filter(chat=chat, person=viewer.person).first()
        if viewer.person
        else None,
    )


def own_box(viewer: Viewer, chat: LiveChat) -> Sequence[BoxQuestion]:
    """What the viewer has sent to the box of a chat, and what became of it."""
    if viewer.membership is None:
        return []
    rows = BoxQuestion.objects.select_related("author")
    return list(rows.filter(chat=chat, author=viewer.membership).order_by("sent_at"))


def chats_of(viewer: Viewer) -> tuple[Sequence[LiveChat], Sequence[LiveChat]]:
    """The room's chats: those live or to come, soonest first, and those over, latest first."""
    rows = LiveChat.objects.filter(room=viewer.room)
    coming = rows.filter(state__in=(ChatState.LIVE, ChatState.PLANNED)).order_by("starts_at")
    over = rows.filter(state=ChatState.OVER).order_by("-starts_at")
    return list(coming[:50]), list(over[:50])


def catch_up(viewer: Viewer, chat: LiveChat) -> list[CatchUp]:
    """Question by question the answers with most reactions, in the order they were given.

    A constant number of queries: answers are ranked here, from their positions and counts alone.
    """
    asked = list(
        Question.objects.filter(chat=chat).exclude(state=QuestionState.PREPARED).order_by("number")
    )
    posts = without_muted(viewer, chat_posts(viewer, chat)).filter(state=PostState.PUBLISHED)
    ranked: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for pk, question, position, reactions in posts.values_list(
        "pk", "question_id", "position", "reactions"
    ):
        ranked[question].append((-sum(reactions.values()), position or 0, pk))
    chosen = {q.pk: sorted(ranked[q.pk])[:BEST_ANSWERS] for q in asked}
    wanted = [pk for rows in chosen.values() for _reactions, _position, pk in rows]
    found = list(posts.filter(pk__in=wanted))
    cards = dict(zip([post.pk for post in found], post_cards(viewer, found), strict=True))
    return [
        CatchUp(
            question_card(q),
            len(ranked[q.pk]),
            [cards[pk] for _r, _p, pk in sorted(chosen[q.pk], key=lambda row: row[1])],
        )
        for q in asked
    ]
