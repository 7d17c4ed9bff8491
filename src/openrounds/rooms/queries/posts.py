"""Posts as a viewer may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import (
    Level,
    LiveChat,
    Post,
    PostState,
    Question,
    Reaction,
)

TOMBSTONES = (PostState.WITHDRAWN, PostState.REMOVED, PostState.EXPIRED)


@dataclass(frozen=True, slots=True)
class PostPage:
    """Some posts in the order of the room, and whether there may be older and newer ones."""

    posts: Sequence[Post]
    older: bool
    newer: bool


def readable_stretches(viewer: Viewer, *, for_index: bool = False) -> frozenset[int]:
    """Primary keys of the stretches whose posts may be shown."""
    return frozenset(
        audience.pk
        for audience in viewer.audiences
        if not for_index or audience.level == Level.OPEN_INDEXED
    )


def visible_posts(viewer: Viewer, *, for_index: bool = False) -> QuerySet[Post]:
    """Published posts and tombstones in the order of the room.

    `for_index` leaves out what was posted when search engines were asked to stay out.
    """
    shown = readable_stretches(viewer, for_index=for_index)
    return (
        Post.objects.filter(room=viewer.room, audience__in=shown, position__isnull=False)
        .select_related("author", "question", "reply_to__author")
        .order_by("position")
    )


SHOWN = (
    "public_id",
    "position",
    "state",
    "text",
    "submitted_at",
    "published_at",
    "edited_at",
    "pinned_at",
    "reactions",
    "audience_id",
    "chat_id",
    "author__public_id",
    "author__pseudonym",
    "author__role",
    "author__line",
    "question__public_id",
    "question__number",
    "question__text",
    "question__state",
    "question__chat_id",
    "reply_to__public_id",
    "reply_to__state",
    "reply_to__audience_id",
    "reply_to__author__pseudonym",
)
"""What a post shows of itself and of those around it. The rest would be read for nothing."""


def latest_posts(
    viewer: Viewer, *, limit: int = 50, before: int | None = None, for_index: bool = False
) -> Sequence[Post]:
    """The last `limit` posts before a position, oldest first, without those of muted people."""
    posts = without_muted(viewer, visible_posts(viewer, for_index=for_index))
    if before is not None:
        posts = posts.filter(position__lt=before)
    return list(posts.only(*SHOWN).order_by("-position")[:limit])[::-1]


def posts_after(viewer: Viewer, position: int, *, limit: int = 200) -> Sequence[Post]:
    """Posts after a position, oldest first."""
    posts = without_muted(viewer, visible_posts(viewer))
    return list(posts.only(*SHOWN).filter(position__gt=position)[:limit])


def page_of_posts(
    viewer: Viewer, *, limit: int, before: int | None = None, after: int | None = None
) -> PostPage:
    """Up to `limit` posts, oldest first: the newest ones, or those next to a position.

    With `after` they follow it; otherwise they come before `before`, or are the last of the room.
    """
    if after is not None:
        found = posts_after(viewer, after, limit=limit + 1)
        return PostPage(found[:limit], older=len(found) > 0, newer=len(found) > limit)
    found = latest_posts(viewer, limit=limit + 1, before=before)
    return PostPage(found[-limit:], older=len(found) > limit, newer=before is not None)


def chat_posts(viewer: Viewer, chat: LiveChat) -> QuerySet[Post]:
    """All posts of one chat that the viewer may see."""
    return visible_posts(viewer).filter(chat=chat)


def answers(viewer: Viewer, question: Question) -> QuerySet[Post]:
    """The posts bound to one question, without tombstones."""
    return visible_posts(viewer).filter(question=question, state=PostState.PUBLISHED)


def pinned_posts(viewer: Viewer, *, for_index: bool = False) -> Sequence[Post]:
    """What the hosts pinned, newest pin first."""
    posts = visible_posts(viewer, for_index=for_index).filter(
        state=PostState.PUBLISHED, pinned_at__isnull=False
    )
    return list(posts.only(*SHOWN).order_by("-pinned_at")[:10])


def own_waiting_posts(viewer: Viewer) -> Sequence[Post]:
    """The viewer's own posts that wait for a moderator or were not published, newest first."""
    if viewer.membership is None:
        return []
    return list(
        Post.objects.select_related("question")
        .filter(
            author=viewer.membership,
            state__in=(PostState.HELD, PostState.DECLINED),
            submitted_at__gt=timezone.now() - timedelta(days=7),
        )
        .exclude(text="")  # taken back by its author
        .order_by("-submitted_at")[:20]
    )


def search_posts(viewer: Viewer, words: str, *, limit: int = 50) -> Sequence[Post]:
    """Published posts that contain every word, newest first."""
    posts = without_muted(viewer, visible_posts(viewer)).filter(state=PostState.PUBLISHED)
    for word in words.split()[:8]:
        posts = posts.filter(text__icontains=word)
    return list(posts.order_by("-position")[:limit])


def muted_ids(viewer: Viewer) -> frozenset[str]:
    """Public ids of the people this viewer does not want to meet here."""
    return frozenset(viewer.not_met.values())


def without_muted(viewer: Viewer, posts: QuerySet[Post]) -> QuerySet[Post]:
    """The same posts without those of people the viewer muted or blocked."""
    return posts.exclude(author__in=viewer.not_met) if viewer.not_met else posts


def answers_to(viewer: Viewer, post: Post) -> Sequence[Post]:
    """Published posts that answer this one, oldest first."""
    posts = without_muted(viewer, visible_posts(viewer))
    return list(posts.filter(reply_to=post, state=PostState.PUBLISHED)[:100])


def own_reactions(viewer: Viewer, post: Post) -> frozenset[str]:
    """The kinds with which this viewer has reacted to a post."""
    mine = Reaction.objects.filter(post=post, author=viewer.membership)
    return frozenset(mine.values_list("kind", flat=True)) if viewer.membership else frozenset()
