"""Posts made ready for a page: plain values, so that a template asks and decides nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
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

POST_ID, AUTHOR_ID = "POST_ID", "AUTHOR_ID"
"""Stand for the ids of a post that is still to come; no real id looks like them."""


@dataclass(frozen=True, slots=True)
class AuthorCard:
    """Who wrote, as this room knows them."""

    id: str
    name: str
    role_words: str
    line: str


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The post that this one answers, and where it stands by itself."""

    id: str
    name: str
    url: str = ""


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
    may_pin: bool = False
    links: tuple[Link, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to show under the post."""
        return self.may_answer or self.is_mine or self.may_pin or bool(self.links)


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
        role_words=_role_words(author.role),
        line=author.line,
    )


def _role_words(role: str) -> str:
    return "" if role == RoomRole.MEMBER.value else str(RoomRole(role).label)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What holds for all posts that one viewer sees on one page, asked and worked out once."""

    viewer: Viewer
    now: datetime
    today: datetime
    stretches: Collection[int]
    reacted: Mapping[int, Collection[str]]
    kinds: Sequence[tuple[str, str]]
    links: Sequence[Link]


def post_cards(viewer: Viewer, posts: Sequence[Post], *, for_index: bool = False) -> list[PostCard]:
    """Cards in the same order. At most one query, for the viewer's own reactions."""
    now = timezone.now()
    sight = _Sight(
        viewer=viewer,
        now=now,
        today=timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0),
        stretches=readable_stretches(viewer, for_index=for_index),
        reacted=_own_reactions(viewer, posts),
        kinds=_reaction_kinds(viewer.room),
        links=links(Slot.POST, viewer, POST_ID) if viewer.person else (),
    )
    return [_card(sight, post) for post in posts]


def _reaction_kinds(room: Room) -> Sequence[tuple[str, str]]:
    """Codes and words of the reactions that one can give here."""
    return [(kind.value, str(kind.label)) for kind in ReactionKind] if room.reactions_on else []


def _own_reactions(viewer: Viewer, posts: Iterable[Post]) -> Mapping[int, Collection[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    reacted = [post.pk for post in posts if post.reactions]
    if viewer.membership is not None and reacted:
        rows = Reaction.objects.filter(author=viewer.membership, post__in=reacted)
        for post, kind in rows.values_list("post_id", "kind"):
            found[post].add(kind)
    return found


def _card(sight: _Sight, post: Post) -> PostCard:
    at = (post.published_at or post.submitted_at).replace(second=0, microsecond=0)
    room = sight.viewer.room
    if post.state != PostState.PUBLISHED:
        gone = GONE.get(PostState(post.state), "removed")
        return PostCard(post.public_id, post.position or 0, room.slug, None, at, "", gone=gone)
    return PostCard(
        id=post.public_id,
        position=post.position or 0,
        room=room.slug,
        author=author_card(post.author),
        at=at,
        text=post.text,
        is_today=at >= sight.today,
        edited=post.edited_at is not None,
        pinned=post.pinned_at is not None,
        reply_to=_reply_to(sight, post.reply_to),
        reactions=_reactions(sight, post),
        actions=_actions(sight, post),
    )


def _reply_to(sight: _Sight, original: Post | None) -> ReplyTo | None:
    """The answered post, unless it is gone or was said to a circle that is not this viewer's."""
    if original is None or original.state != PostState.PUBLISHED:
        return None
    if original.audience_id not in sight.stretches:
        return None
    url = reverse("rooms:post", args=[sight.viewer.room.slug, original.public_id])
    return ReplyTo(original.public_id, original.author.pseudonym, url)


def _reactions(sight: _Sight, post: Post) -> tuple[ReactionCard, ...]:
    mine = sight.reacted.get(post.pk, ())
    return tuple(
        ReactionCard(code, words, post.reactions.get(code, 0), code in mine)
        for code, words in sight.kinds
    )


def _actions(sight: _Sight, post: Post) -> PostActions:
    viewer = sight.viewer
    if viewer.person is None:
        return PostActions()
    member = viewer.membership
    is_mine = member is not None and post.author_id == member.pk
    return PostActions(
        may_answer=member is not None,
        may_react=member is not None and not is_mine,
        may_edit=is_mine and _may_edit(post, sight.now),
        is_mine=is_mine,
        is_other=member is not None and not is_mine,
        may_pin=viewer.is_host,
        links=() if is_mine else _links_of(sight.links, post.public_id),
    )


def _links_of(shape: Sequence[Link], public_id: str) -> tuple[Link, ...]:
    return tuple(replace(link, url=link.url.replace(POST_ID, public_id)) for link in shape)


def _may_edit(post: Post, now: datetime) -> bool:
    return post.published_at is not None and now <= post.published_at + EDIT_WINDOW


def blank_card(viewer: Viewer) -> PostCard:
    """The shape of a post that is still to come.

    The browser puts its id for POST_ID and its author's for AUTHOR_ID, and keeps the actions for
    the reader's own posts or those for other people's.
    """
    is_member = viewer.membership is not None
    return PostCard(
        id=POST_ID,
        position=0,
        room=viewer.room.slug,
        author=AuthorCard(AUTHOR_ID, "", "", ""),
        at=timezone.now().replace(second=0, microsecond=0),
        text="",
        reactions=tuple(
            ReactionCard(code, words, 0, is_mine=False)
            for code, words in _reaction_kinds(viewer.room)
        ),
        actions=PostActions(
            may_answer=is_member,
            may_react=is_member,
            may_edit=is_member,
            is_mine=is_member,
            is_other=is_member,
            may_pin=viewer.is_host,
            links=links(Slot.POST, viewer, POST_ID) if viewer.person else (),
        ),
    )
