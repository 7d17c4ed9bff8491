"""A chat in numbers. Counts under five are kept back, and so is what would give them away."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from openrounds.engine.privacy import ShownCounts, suppress_counts
from openrounds.rooms.access import Viewer
from openrounds.rooms.models import LiveChat, Post, PostState
from openrounds.rooms.queries.posts import chat_posts

FEWEST = 5
MINUTES_SHOWN = 180


@dataclass(frozen=True, slots=True)
class ChatStatistics:
    """Numbers of one chat; `None` stands for a number that is kept back.

    `by_question` has a label for each question asked and "" for posts outside of any;
    `by_minute` begins at `first_minute`, `minutes_per_bar` each. Response times are in seconds,
    from a post to its first reply by somebody else, and from a question to its first answer.
    """

    participants: int | None
    posts: int | None
    question_labels: tuple[str, ...]
    by_question: ShownCounts
    first_minute: datetime | None
    minutes_per_bar: int
    by_minute: ShownCounts
    replies_median_s: int | None
    first_answers_median_s: int | None
    answered_share: float | None


def chat_statistics(viewer: Viewer, chat: LiveChat) -> ChatStatistics:
    """The numbers of what this viewer may see. Withdrawn and removed posts do not count."""
    posts = list(chat_posts(viewer, chat).filter(state=PostState.PUBLISHED))
    labels, by_question = _by_question(chat, posts)
    first, step, by_minute = _by_minute(posts)
    shown_by_question, shown_by_minute = suppress_counts(by_question, by_minute, fewest=FEWEST)
    participants = len({post.author_id for post in posts})
    delays = _reply_delays(posts)
    starts = _first_answer_delays(chat, posts)
    return ChatStatistics(
        participants=_kept_back(participants),
        posts=shown_by_question.total,
        question_labels=labels,
        by_question=shown_by_question,
        first_minute=first,
        minutes_per_bar=step,
        by_minute=shown_by_minute,
        replies_median_s=round(median(delays)) if len(delays) >= FEWEST else None,
        first_answers_median_s=round(median(starts)) if len(starts) >= FEWEST else None,
        answered_share=_answered_share(posts, len(delays)),
    )


def _kept_back(count: int) -> int | None:
    return count if count == 0 or count >= FEWEST else None


def _by_question(chat: LiveChat, posts: Sequence[Post]) -> tuple[tuple[str, ...], list[int]]:
    asked = list(chat.questions.exclude(opened_at=None))
    counts = Counter(post.question_id for post in posts)
    labels = [question.label for question in asked]
    return (*labels, ""), [*(counts[question.pk] for question in asked), counts[None]]


def _by_minute(posts: Sequence[Post]) -> tuple[datetime | None, int, list[int]]:
    times = [post.published_at for post in posts if post.published_at]
    if not times:
        return None, 1, [0]
    first = min(times).replace(second=0, microsecond=0)
    minutes = int((max(times) - first) / timedelta(minutes=1)) + 1
    step = -(-minutes // MINUTES_SHOWN)
    counts = Counter(int((at - first) / timedelta(minutes=step)) for at in times)
    return first, step, [counts[bar] for bar in range(max(counts) + 1)]


def _reply_delays(posts: Sequence[Post]) -> list[float]:
    """For each post that somebody else answered, how long the first answer took."""
    by_key = {post.pk: post for post in posts}
    first: dict[int, float] = {}
    for post in posts:
        target = by_key.get(post.reply_to_id or 0)
        if target is None or target.author_id == post.author_id or target.pk in first:
            continue
        if post.published_at and target.published_at:
            first[target.pk] = (post.published_at - target.published_at).total_seconds()
    return list(first.values())


def _first_answer_delays(chat: LiveChat, posts: Sequence[Post]) -> list[float]:
    first: dict[int, datetime] = {}
    for post in posts:
        if post.question_id and post.published_at:
            first.setdefault(post.question_id, post.published_at)
    asked = chat.questions.exclude(opened_at=None)
    return [
        (first[question.pk] - question.opened_at).total_seconds()
        for question in asked
        if question.pk in first and question.opened_at
    ]


def _answered_share(posts: Sequence[Post], answered: int) -> float | None:
    """Which share of the posts somebody answered; kept back when either side would be few."""
    if answered < FEWEST or len(posts) - answered < FEWEST:
        return None
    return answered / len(posts)
