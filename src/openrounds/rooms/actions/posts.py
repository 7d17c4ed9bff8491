"""Changing posts and taking them back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.audit.actions import append as log
from openrounds.engine.text import text_hash
from openrounds.errors import Conflict, NotAllowed
from openrounds.events import emit
from openrounds.realtime.actions import append as tell
from openrounds.rooms import wording
from openrounds.rooms.access import Viewer, access_own_post, access_post, require_moderator
from openrounds.rooms.actions.publishing import locked_post
from openrounds.rooms.events import PostEdited, PostGone, PostPublished
from openrounds.rooms.models import (
    Post,
    PostState,
    Room,
)
from openrounds.rooms.queries.guarding import examine, hold_reasons_for
from openrounds.rooms.text import clean_post
from openrounds.rooms.topics import stretch_topic

EDIT_WINDOW = timedelta(minutes=5)


@transaction.atomic
def edit_post(viewer: Viewer, public_id: str, text: str) -> Post:
    """Change one's own post, for five minutes after it was sent. The change is marked.

    A text that policy would hold is refused here and the post stays as it was: an edit must not be
    a way around the moderators.
    """
    post = locked_post(access_own_post(viewer, public_id))
    now = timezone.now()
    if post.state != PostState.PUBLISHED or post.published_at is None:
        raise Conflict(_("This post can no longer be changed."), remedy=_("Write a new one."))
    if now > post.published_at + EDIT_WINDOW:
        raise Conflict(
            _("A post can be changed for five minutes. That time is over."),
            remedy=_("You can withdraw it at any time, or answer it."),
        )
    clean = clean_post(text)
    report = examine(viewer, clean)
    reasons = hold_reasons_for(viewer, clean, report, now)
    if reasons:
        raise Conflict(
            wording.edit_would_be_held(),
            remedy=_("Send it as a new post; a moderator sees it first."),
        )
    post.text, post.content_hash = clean, text_hash(clean)
    post.edited_at, post.version = now, post.version + 1
    post.finding_kinds = sorted({str(finding.kind) for finding in report.findings})
    post.save()
    log(
        "post.edited",
        actor_ref=viewer.actor_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
        content_hash=post.content_hash,
        detail={"version": post.version},
    )
    tell(stretch_topic(post.audience), "post.edited", post.public_id)
    emit(PostEdited(post.room.slug, post.public_id))
    return post


@transaction.atomic
def withdraw_post(viewer: Viewer, public_id: str) -> Post:
    """Take one's own post back, at any time. Its text is erased; one grey line stays."""
    post = locked_post(access_own_post(viewer, public_id))
    if post.state in (PostState.HELD, PostState.DECLINED):
        return _forget_unseen(viewer, post)
    if post.state == PostState.PUBLISHED:
        _end(post, PostState.WITHDRAWN, actor_ref=viewer.actor_ref, reason="withdrawn")
    return post


def _forget_unseen(viewer: Viewer, post: Post) -> Post:
    """A post that nobody saw leaves nothing behind but its log entry."""
    post.text, post.state = "", PostState.DECLINED
    post.save()
    log(
        "post.withdrawn",
        actor_ref=viewer.actor_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
        content_hash=post.content_hash,
    )
    emit(PostGone(post.room.slug, post.public_id, "withdrawn"))
    return post


@transaction.atomic
def remove_post(viewer: Viewer, post: Post) -> Post:
    """A moderator takes a published post away. The reason is the decision's, in moderation."""
    post = locked_post(post)
    require_moderator(viewer)
    if post.state == PostState.PUBLISHED:
        _end(post, PostState.REMOVED, actor_ref=viewer.actor_ref, reason="removed")
    return post


@transaction.atomic
def restore_post(viewer: Viewer, post: Post) -> Post:
    """Undo a removal: the post is back in its old place."""
    post = locked_post(post)
    require_moderator(viewer)
    if post.state != PostState.REMOVED:
        raise Conflict(_("This post was not removed."), remedy=_("Load the page again."))
    post.state = PostState.PUBLISHED
    post.save()
    log(
        "post.restored",
        actor_ref=viewer.actor_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
        content_hash=post.content_hash,
    )
    tell(stretch_topic(post.audience), "post.edited", post.public_id)
    emit(PostPublished(post.room.slug, post.public_id))
    return post


def _end(post: Post, state: PostState, *, actor_ref: str, reason: str) -> None:
    post.state, post.pinned_at = state, None
    if state != PostState.REMOVED:
        post.text = ""
    post.save()
    log(
        f"post.{reason}",
        actor_ref=actor_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
        content_hash=post.content_hash,
    )
    tell(stretch_topic(post.audience), "post.gone", post.public_id)
    emit(PostGone(post.room.slug, post.public_id, reason))


@transaction.atomic
def expire_posts(room: Room, *, before: datetime | None = None, limit: int = 500) -> int:
    """End the posts of a room whose promised date has come; returns how many. Call until 0."""
    posts = Post.objects.select_for_update().filter(room=room, state=PostState.PUBLISHED)
    if before is not None:
        posts = posts.filter(published_at__lt=before)
    ended: Sequence[Post] = list(posts.select_related("audience", "room")[:limit])
    for post in ended:
        _end(post, PostState.EXPIRED, actor_ref="", reason="expired")
    Post.objects.filter(room=room, state__in=(PostState.HELD, PostState.DECLINED)).update(text="")
    Post.objects.filter(room=room, state=PostState.REMOVED).update(text="")
    return len(ended)


@transaction.atomic
def pin_post(viewer: Viewer, public_id: str, *, pinned: bool) -> Post:
    """Show a post above the stream, or stop showing it there."""
    post = locked_post(access_post(viewer, public_id))
    if not viewer.is_host or post.state != PostState.PUBLISHED:
        raise NotAllowed(_("Only hosts pin posts."), remedy=_("Ask a host of this room."))
    post.pinned_at = timezone.now() if pinned else None
    post.save()
    log(
        "post.pinned" if pinned else "post.unpinned",
        actor_ref=viewer.actor_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
    )
    tell(stretch_topic(post.audience), "pin", post.public_id)
    return post
