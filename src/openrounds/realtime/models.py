from django.db import models
from django.db.models import F, Q


class Topic(models.Model):
    """One ordered stream for one audience, such as a room's readers at one level of publicness.

    `last_seq` is the number of the newest entry, `trimmed_to` that of the newest deleted one and
    `gated_to` that of the newest gate: whoever was let in before it has to be let in anew.
    """

    key = models.CharField(max_length=120, unique=True)
    epoch = models.CharField(max_length=40, unique=True)
    last_seq = models.PositiveBigIntegerField(default=0)
    trimmed_to = models.PositiveBigIntegerField(default=0)
    gated_to = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(trimmed_to__lte=F("last_seq")), name="topic_trims_only_what_exists"
            ),
            models.CheckConstraint(
                condition=Q(gated_to__lte=F("last_seq")), name="topic_gate_is_one_of_its_entries"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class StreamEvent(models.Model):
    """One entry of a topic. It refers to what happened and never holds a word of it.

    The text is read when the entry is sent, so a replay after a withdrawal has nothing to betray.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="entries")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=120)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "seq"], name="stream_event_seq_is_unique"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="stream_event_seq_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq}"


class PresenceCount(models.Model):
    """How many streams one server process holds open for one room: a number, never who."""

    process = models.CharField(max_length=40)
    room = models.CharField(max_length=120)
    reading = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "room"], name="presence_once_per_process"),
        ]

    def __str__(self) -> str:
        return f"{self.room}: {self.reading}"
