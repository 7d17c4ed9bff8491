"""The notice of a room or of one chat, in versions, and who has accepted which."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from openrounds.rooms.models.people import Membership
from openrounds.rooms.models.room import Room


class Notice(models.Model):
    """One version of a notice. `elements` are its parts; `text` is what people read and accept.

    `digest` is the SHA-256 (hex) of `text`: what was accepted can be shown years later.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="notices")
    chat = models.ForeignKey(
        "rooms.LiveChat", on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    version = models.PositiveIntegerField()
    elements = models.JSONField(default=dict)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())
    made_by_ref = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "version"],
                condition=models.Q(chat=None),
                name="room_notice_version_once",
            ),
            models.UniqueConstraint(
                fields=["chat", "version"],
                condition=~models.Q(chat=None),
                name="chat_notice_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk} version {self.version}"


class Acceptance(models.Model):
    """Somebody accepted a version of a notice, and may have taken it back."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="acceptances")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="acceptances")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "membership"],
                condition=models.Q(withdrawn_at=None),
                name="acceptance_once",
            )
        ]

    def __str__(self) -> str:
        return f"acceptance {self.pk}"
