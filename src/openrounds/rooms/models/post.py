"""What people say in a room."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from openrounds.rooms.models.chat import LiveChat, Question
from openrounds.rooms.models.people import Membership
from openrounds.rooms.models.room import Audience, Room, public_id


class PostState(models.TextChoices):
    """Where a post is. Only `published` shows its text to the room."""

    HELD = "held", _("waits for a moderator")
    DECLINED = "declined", _("not published")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    REMOVED = "removed", _("removed by a moderator")
    EXPIRED = "expired", _("gone on the promised date")


UNSEEN = (PostState.HELD, PostState.DECLINED)


class Post(models.Model):
    """One post. It takes its `position` in the room when it is published, not when it is sent.

    So a held post leaves no gap, and its random `public_id` tells nothing of when it was written.
    `text` is emptied when the post is withdrawn or expires; `content_hash` (SHA-256, hex) stays.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="posts")
    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="posts")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="posts")
    chat = models.ForeignKey(LiveChat, on_delete=models.SET_NULL, null=True, related_name="posts")
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, related_name="posts"
    )
    reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="replies"
    )
    text = models.TextField(max_length=2000, blank=True)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=PostState.choices)
    position = models.PositiveBigIntegerField(null=True)
    submitted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    hold_reasons = models.JSONField(default=list, blank=True)
    finding_kinds = models.JSONField(default=list, blank=True)
    reactions = models.JSONField(default=dict, blank=True)
    idempotency_key = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "position"], name="position_once_per_room"),
            models.UniqueConstraint(
                fields=["author", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="idempotency_key_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=UNSEEN, position=None)
                | (~models.Q(state__in=UNSEEN) & models.Q(position__isnull=False)),
                name="position_when_published",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[PostState.WITHDRAWN, PostState.EXPIRED])
                | models.Q(text=""),
                name="no_text_after_withdrawal",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "submitted_at"]),
            models.Index(fields=["question", "position"]),
            models.Index(fields=["chat", "position"]),
            models.Index(
                fields=["room", "pinned_at"],
                condition=models.Q(pinned_at__isnull=False),
                name="pinned_posts",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ReactionKind(models.TextChoices):
    """The few kind things one can say with one tap."""

    WITH_YOU = "with_you", _("I am with you")
    THANKS = "thanks", _("Thank you")
    ME_TOO = "me_too", _("Me too")
    HELPFUL = "helpful", _("This helps")


class Reaction(models.Model):
    """Somebody's reaction. Others see numbers only."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reaction_rows")
    author = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=ReactionKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "author", "kind"], name="reaction_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.post_id}"


class Draft(models.Model):
    """A text kept for later, seen by nobody but its author."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=4000)
    kept_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.public_id
