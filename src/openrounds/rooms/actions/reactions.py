"""The few kind things one can say with one tap."""

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from openrounds.errors import NotAllowed
from openrounds.realtime.actions import append as tell
from openrounds.rooms.access import Viewer, access_post
from openrounds.rooms.models import Block, BlockKind, Post, PostState, Reaction, ReactionKind
from openrounds.rooms.topics import stretch_topic


@transaction.atomic
def react(viewer: Viewer, public_id: str, kind: ReactionKind, *, on: bool) -> Post:
    """Set or take back a reaction. Others see the number, never who."""
    post = access_post(viewer, public_id)
    _check_may_react(viewer, post)
    mine = Reaction.objects.filter(post=post, author=viewer.membership, kind=kind)
    if on:
        Reaction.objects.get_or_create(post=post, author=viewer.membership, kind=kind)
    else:
        mine.delete()
    counts = Reaction.objects.filter(post=post).values("kind").annotate(n=Count("pk"))
    post.reactions = {row["kind"]: row["n"] for row in counts}
    post.save(update_fields=["reactions"])
    tell(stretch_topic(post.audience), "reactions", post.public_id)
    return post


def _check_may_react(viewer: Viewer, post: Post) -> None:
    if viewer.membership is None or not viewer.room.reactions_on:
        raise NotAllowed(_("Reactions are off here."), remedy=_("You can answer the post."))
    if post.state != PostState.PUBLISHED:
        raise NotAllowed(_("This post is no longer there."), remedy=_("Go back to the room."))
    blocked = Block.objects.filter(
        owner_id=post.author_id, target=viewer.membership, kind=BlockKind.BLOCK
    )
    if blocked.exists():
        raise NotAllowed(_("You cannot react to this post."), remedy=_("Go back to the room."))
