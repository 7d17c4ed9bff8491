"""Who somebody is in one room: a pseudonym that leads nowhere else."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from openrounds.rooms.models.room import Room, public_id


class RoomRole(models.TextChoices):
    """What a membership may do in its room."""

    MEMBER = "member", _("member")
    CLINICIAN_CLAIMED = "clinician_claimed", _("says they are a clinician")
    HOST = "host", _("host")
    MODERATOR = "moderator", _("moderator")


class MembershipState(models.TextChoices):
    """In the room, gone by their own choice, or shown out."""

    ACTIVE = "active", _("here")
    LEFT = "left", _("left")
    REMOVED = "removed", _("removed")


class Digest(models.TextChoices):
    """How often news of the room comes by e-mail."""

    NONE = "none", _("no e-mail")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class Membership(models.Model):
    """A person in one room. `public_id` and `pseudonym` are all that others ever see.

    `person` is emptied when the account is deleted. `joined_audience` is the stretch of the room's
    history with which they came: earlier, narrower posts stay closed to them.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="memberships"
    )
    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    pseudonym = models.CharField(max_length=40)
    line = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, choices=RoomRole.choices, default=RoomRole.MEMBER)
    state = models.CharField(
        max_length=8, choices=MembershipState.choices, default=MembershipState.ACTIVE
    )
    joined_audience = models.PositiveIntegerField(default=1)
    joined_at = models.DateTimeField(db_default=Now())
    posts_published = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(null=True)
    quiet_until = models.DateTimeField(null=True)
    digest = models.CharField(max_length=8, choices=Digest.choices, default=Digest.NONE)
    digest_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "person"], name="one_membership_per_room"),
            models.UniqueConstraint("room", Lower("pseudonym"), name="pseudonym_once_per_room"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def person_ref(self) -> str:
        """The person in the log; empty when the account is gone."""
        return self.person.log_ref if self.person else ""


class BlockKind(models.TextChoices):
    """Mute: I do not see them. Block: moreover they can neither answer me nor react to me."""

    MUTE = "mute", _("muted")
    BLOCK = "block", _("blocked")


class Block(models.Model):
    """Somebody I do not want to meet in this room. Nobody else learns of it."""

    owner = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="blocks")
    target = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="blocked_by")
    kind = models.CharField(max_length=5, choices=BlockKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "target"], name="block_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Invitation(models.Model):
    """A link that lets people into an invited room. Only the digest of its key is kept.

    Hosts' pages name it by `ref`, the first letters of that digest, which open nothing.
    """

    REF_LENGTH: ClassVar[int] = 16

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20, choices=RoomRole.choices, default=RoomRole.MEMBER)
    uses_left = models.PositiveIntegerField(default=1)
    ends_at = models.DateTimeField()
    made_by_ref = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def ref(self) -> str:
        """How the room's hosts name it."""
        return self.digest[: self.REF_LENGTH]


class CalendarKey(models.Model):
    """The secret part of a calendar address that one member alone has. Only its digest is kept."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="calendar_key"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"calendar key {self.pk}"
