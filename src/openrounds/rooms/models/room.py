"""A room, how public it is, and how public it was when each post was made."""

import secrets

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from openrounds.engine import guard


def public_id() -> str:
    """What the outside may know a row by: 96 random bits tell neither order nor person."""
    return secrets.token_urlsafe(12)


def held_kinds() -> list[str]:
    """The findings that a new room holds for a look, until its hosts choose others."""
    return sorted(guard.DEFAULT_POLICY.holds)


class Level(models.IntegerChoices):
    """How public a room is, from narrow to wide; a wider level includes the narrower."""

    INVITED = 0, _("people who were invited")
    PROFESSIONALS = 1, _("health professionals who are signed in")
    MEMBERS = 2, _("everybody who is signed in")
    OPEN_UNLISTED = 3, _("everybody on the web; search engines are asked to stay out")
    OPEN_INDEXED = 4, _("everybody on the web, search engines too")

    @property
    def code(self) -> str:
        """The name that programs see."""
        return self.name.lower()

    @property
    def is_open(self) -> bool:
        """Whether one can read without an account."""
        return self >= Level.OPEN_UNLISTED


class RoomState(models.TextChoices):
    """Open for posts, readable only, or gone."""

    OPEN = "open", _("open")
    OVER = "over", _("over")
    GONE = "gone", _("gone")


class Room(models.Model):
    """A standing place for one subject. Live chats happen in it; between them it is quiet."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    purpose = models.TextField(max_length=1000, blank=True)
    language = models.CharField(max_length=8, default="en")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.MEMBERS)
    audience_number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=RoomState.choices, default=RoomState.OPEN)
    condition_specific = models.BooleanField(default=True)
    comment_free = models.BooleanField(default=False)
    reactions_on = models.BooleanField(default=True)
    slow_mode_s = models.PositiveIntegerField(default=0)
    locked = models.BooleanField(default=False)
    hold_all = models.BooleanField(default=False)
    hold_newcomer_links = models.BooleanField(default=True)
    hold_finding_kinds = models.JSONField(default=held_kinds, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    last_position = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="room_level_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RoomState.values), name="room_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Audience(models.Model):
    """A stretch of a room's history whose posts share one circle of readers.

    A widening starts a new stretch, so that what was said to few stays with the few; a narrowing
    lowers the level of every stretch. So all posts of a stretch have one level at any time.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="audiences")
    number = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="audience_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.room_id}:{self.number}"


class PublicnessChange(models.Model):
    """A narrowing that was promised for a date, or a change that has happened."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="publicness_changes")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    due_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    by_ref = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(applied_at=None), name="narrowing_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.room_id} to {self.level}"
