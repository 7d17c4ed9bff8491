"""What moderation does when something happens in a room."""

from openrounds.moderation.actions import open_held_case, settle_case_of
from openrounds.rooms.events import PostGone, PostHeld
from openrounds.rooms.models import Post


def open_case(event: PostHeld) -> None:
    """A held post needs a look: inline, so that no held post is ever without a case."""
    open_held_case(Post.objects.select_related("room", "author").get(public_id=event.post))


def settle_case(event: PostGone) -> None:
    """A held post that its author took back needs no look any more."""
    if event.reason == "withdrawn":
        settle_case_of(Post.objects.get(public_id=event.post))
