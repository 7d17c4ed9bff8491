"""A stream cut at its questions, in the order in which things were said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from openrounds.rooms.models import LiveChat, Post, Question, QuestionState
from openrounds.rooms.queries.cards import PostCard


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question as the stream, the map and the composer name it."""

    id: str
    number: int
    label: str
    text: str
    state: str


@dataclass(slots=True)
class Section:
    """Posts under one heading. Without a question: before the first one, or between chats.

    `chat` is set where a chat begins, unless it is the live one; `after_chat` where one has ended.
    """

    question: QuestionCard | None
    chat: LiveChat | None = None
    after_chat: bool = False
    posts: list[PostCard] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The question's public id, or nothing."""
        return self.question.id if self.question else ""

    @property
    def number(self) -> int:
        """The question's number, or 0."""
        return self.question.number if self.question else 0


def question_card(question: Question) -> QuestionCard:
    """A question, ready for a page."""
    return QuestionCard(
        id=question.public_id,
        number=question.number,
        label=question.label,
        text=question.text,
        state=str(question.state),
    )


def sections_of(
    posts: Sequence[Post],
    cards: Sequence[PostCard],
    *,
    chats: Mapping[int, LiveChat],
    asked: Sequence[Question] = (),
) -> list[Section]:
    """Posts in their order, a new section whenever a later question or another chat begins.

    A late answer to an earlier question stays where it was said, with the question's label beside
    it: whoever reads at the end of the stream would never see it further up. `asked` are questions
    of the live chat; those after the last post get a section of their own, still empty.
    """
    sections: list[Section] = []
    last_chat: int | None = None
    for post, card in zip(posts, cards, strict=True):
        question = post.question
        current = sections[-1] if sections else None
        starts = current is None or post.chat_id != last_chat
        if starts or (question and current and question.number > current.number):
            current = Section(
                question=question_card(question) if question else None,
                chat=chats.get(post.chat_id) if starts and post.chat_id else None,
                after_chat=starts and current is not None and post.chat_id is None,
            )
            sections.append(current)
        is_late = question is not None and current is not None and question.number < current.number
        if current is not None:
            current.posts.append(
                replace(card, late=question.label) if question and is_late else card
            )
        last_chat = post.chat_id
    return sections + _still_empty(sections, last_chat, asked)


def _still_empty(
    sections: Sequence[Section], last_chat: int | None, asked: Sequence[Question]
) -> list[Section]:
    shown = sections[-1].number if sections and asked and last_chat == asked[0].chat_id else 0
    return [
        Section(question_card(question))
        for question in asked
        if question.number > shown and question.state == QuestionState.OPEN
    ]
