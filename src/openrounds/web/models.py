"""Token buckets: how much somebody has done lately. They name nobody; see `limits`."""

from django.db import models


class Bucket(models.Model):
    """What is left in one bucket. `key` is a keyed hash, never a person or an address."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(tokens__gte=0), name="bucket_not_overdrawn")
        ]

    def __str__(self) -> str:
        return f"{self.tokens:.1f} tokens"
