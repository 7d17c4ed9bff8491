"""The log of who did what. Rows are only ever appended; sealing them is the ledger's work."""

from django.db import models


class LogEntry(models.Model):
    """One action that changed what people see or may do. Holds references and hashes, never a text.

    `actor_ref` is a random token of the person, kept apart from every public id; `content_hash` is
    the SHA-256 (hex) of the content as stored. `leaf_index` stays empty until a sealer takes it up.
    """

    at = models.DateTimeField(db_index=True)
    actor_ref = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_ref = models.CharField(max_length=64, blank=True)
    room_ref = models.CharField(max_length=64, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)
    leaf_index = models.BigIntegerField(null=True, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["object_kind", "object_ref"]),
            models.Index(fields=["room_ref", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.object_kind}:{self.object_ref}"
