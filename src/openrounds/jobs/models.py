"""What has to be done, and the times at which the timetable has fired."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class JobState(models.TextChoices):
    """A dead job has used up its tries, or cannot succeed; it stays for somebody to look at."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class Job(models.Model):
    """One piece of background work.

    While it runs, `lease_until` is kept in the future by its worker; a lease that has run out means
    that the worker died, and another one takes the job. `last_error` names the error's class and
    place, never its message, because a message may quote what somebody wrote.
    """

    kind = models.CharField(max_length=120)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    urgent = models.BooleanField(default=False)
    run_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    unique_key = models.CharField(max_length=200, blank=True)
    enqueued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "run_at"], name="job_due"),
            models.Index(
                fields=["lease_until"], condition=Q(state="running"), name="job_lease_until"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unique_key"], condition=~Q(unique_key=""), name="job_once_per_unique_key"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="job_leased_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "dead"], finished_at__isnull=False),
                name="job_finished_when_done_or_dead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"


class Firing(models.Model):
    """The latest slot of a timetable entry that some worker has fired."""

    kind = models.CharField(max_length=120, primary_key=True)
    slot = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} at {self.slot:%Y-%m-%d %H:%M:%S}"
