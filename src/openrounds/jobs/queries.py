"""What is waiting, and what has failed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from openrounds.jobs.models import Job, JobState


@dataclass(frozen=True, slots=True)
class Backlog:
    """How background work stands. `oldest_due_s` is how long the oldest due job has waited."""

    waiting: int
    due: int
    running: int
    dead: int
    oldest_due_s: float


def due_jobs(now: datetime) -> QuerySet[Job]:
    """What a worker may take: due and waiting, or left behind by a worker that died."""
    left_behind = Q(state=JobState.RUNNING, lease_until__lt=now)
    return Job.objects.filter(Q(state=JobState.WAITING, run_at__lte=now) | left_behind)


def backlog(now: datetime) -> Backlog:
    """Count the work that is not done."""
    found = Job.objects.exclude(state=JobState.DONE).aggregate(
        waiting=Count("pk", filter=Q(state=JobState.WAITING)),
        due=Count("pk", filter=Q(state=JobState.WAITING, run_at__lte=now)),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
        dead=Count("pk", filter=Q(state=JobState.DEAD)),
        oldest=Min("run_at", filter=Q(state=JobState.WAITING, run_at__lte=now)),
    )
    oldest = found.pop("oldest")
    return Backlog(**found, oldest_due_s=(now - oldest).total_seconds() if oldest else 0.0)


def dead_jobs() -> QuerySet[Job]:
    """The dead letters, newest first."""
    return Job.objects.filter(state=JobState.DEAD).order_by("-finished_at")
