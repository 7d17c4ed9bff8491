"""Posts made ready for a page: plain values, so that a template asks and decides nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.posts import EDIT_WINDOW
from openrounds.rooms.models import (
    Membership,
    Post,
    PostState,
    Reaction,
    ReactionKind,
    Room,
    RoomRole,
)
from openrounds.rooms.queries.posts import readable_stretches
from openrounds.rooms.queries.stream import GONE
from openrounds.rooms.slots import Slot, links
from openrounds.web.navigation import Link


@dataclass(frozen=True, slots=True)
class AuthorCard:
    """Who wrote, as this room knows them."""

    id: str
    name: str
    role_words: str
    line: str


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The post that this one answers."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ReactionCard:
    """One kind of reaction on a post: how often, and whether it is the viewer's, too."""

    kind: str
    words: str
    count: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PostActions:
    """What this viewer may do with a post. Nothing at all for whoever is not in the room."""

    may_answer: bool = False
    may_react: bool = False
    may_edit: bool = False
    is_mine: bool = False
    is_other: bool = False
    links: tuple[Link, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to show under the post."""
        return self.may_answer or self.is_mine or bool(self.links)


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post as one viewer sees it. Equal cards look equal: it is the key of the rendered HTML."""

    id: str
    position: int
    room: str
    author: AuthorCard | None
    at: datetime
    text: str
    is_today: bool = True
    gone: str = ""
    edited: bool = False
    pinned: bool = False
    held: bool = False
    reply_to: ReplyTo | None = None
    late: str = ""
    reactions: tuple[ReactionCard, ...] = ()
    actions: PostActions = PostActions()


def author_card(author: Membership) -> AuthorCard:
    """The name, the role in words, and the line that hosts gave."""
    return AuthorCard(
        id=author.public_id,
        name=author.pseudonym,
        role_words="" if author.role == RoomRole.MEMBER else str(RoomRole(author.role).label),
        line=author.line,
    )


def post_cards(viewer: Viewer, posts: Sequence[Post], *, for_index: bool = False) -> list[PostCard]:
    """Cards in the same order. At most one query, for the viewer's own reactions."""
    mine = _own_reactions(viewer, posts)
    shown = readable_stretches(viewer, for_index=for_index)
    now = timezone.now()
    return [
        _card(viewer, post, mine.get(post.pk, frozenset()), _reply_to(post.reply_to, shown), now)
        for post in posts
    ]


def _own_reactions(viewer: Viewer, posts: Iterable[Post]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    reacted = [post.pk for post in posts if post.reactions]
    if viewer.membership is not None and reacted:
        rows = Reaction.objects.filter(author=viewer.membership, post__in=reacted)
        for post, kind in rows.values_list("post_id", "kind"):
            found[post].add(kind)
    return found


def _card(
    viewer: Viewer, post: Post, mine: Iterable[str], reply_to: ReplyTo | None, now: datetime
) -> PostCard:
    at = (post.published_at or post.submitted_at).replace(second=0, microsecond=0)
    if post.state != PostState.PUBLISHED:
        gone = GONE.get(PostState(post.state), "removed")
        return PostCard(
            post.public_id, post.position or 0, viewer.room.slug, None, at, "", gone=gone
        )
    return PostCard(
        id=post.public_id,
        position=post.position or 0,
        room=viewer.room.slug,
        author=author_card(post.author),
        at=at,
        text=post.text,
        is_today=timezone.localdate(at) == timezone.localdate(now),
        edited=post.edited_at is not None,
        pinned=post.pinned_at is not None,
        reply_to=reply_to,
        reactions=_reactions(viewer.room, post, set(mine)),
        actions=_actions(viewer, post, now),
    )


def _reply_to(original: Post | None, shown: Collection[int]) -> ReplyTo | None:
    """The answered post, unless it is gone or was said to a circle that is not this viewer's."""
    if original is None or original.state != PostState.PUBLISHED:
        return None
    if original.audience_id not in shown:
        return None
    return ReplyTo(original.public_id, original.author.pseudonym)


def _reactions(room: Room, post: Post, mine: set[str]) -> tuple[ReactionCard, ...]:
    if not room.reactions_on:
        return ()
    return tuple(
        ReactionCard(kind.value, str(kind.label), post.reactions.get(kind.value, 0), kind in mine)
        for kind in ReactionKind
    )


def _actions(viewer: Viewer, post: Post, now: datetime) -> PostActions:
    if viewer.person is None:
        return PostActions()
    member = viewer.membership
    is_mine = member is not None and post.author_id == member.pk
    return PostActions(
        may_answer=member is not None,
        may_react=member is not None and not is_mine,
        may_edit=is_mine and _may_edit(post, now),
        is_mine=is_mine,
        is_other=member is not None and not is_mine,
        links=() if is_mine else links(Slot.POST, viewer, post.public_id),
    )


def _may_edit(post: Post, now: datetime) -> bool:
    return post.published_at is not None and now <= post.published_at + EDIT_WINDOW


def blank_card(viewer: Viewer) -> PostCard:
    """The shape of a post that is still to come.

    The browser puts its id for POST_ID and its author's for AUTHOR_ID, and keeps the actions for
    the reader's own posts or those for other people's.
    """
    kinds = ReactionKind if viewer.room.reactions_on else ()
    is_member = viewer.membership is not None
    return PostCard(
        id="POST_ID",
        position=0,
        room=viewer.room.slug,
        author=AuthorCard("AUTHOR_ID", "", "", ""),
        at=timezone.now().replace(second=0, microsecond=0),
        text="",
        reactions=tuple(ReactionCard(k.value, str(k.label), 0, is_mine=False) for k in kinds),
        actions=PostActions(
            may_answer=is_member,
            may_react=is_member,
            may_edit=is_member,
            is_mine=is_member,
            is_other=is_member,
            links=links(Slot.POST, viewer, "POST_ID") if viewer.person else (),
        ),
    )
