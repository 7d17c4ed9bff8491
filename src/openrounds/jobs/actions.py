"""The only writers of jobs and firings."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from openrounds.jobs import waking
from openrounds.jobs.models import Firing, Job, JobState
from openrounds.jobs.queries import due_jobs
from openrounds.jobs.registry import handler_for
from openrounds.jobs.timetable import Entry, slot

LEASE = timedelta(seconds=30)  # a worker renews it every ten seconds while it works
KEPT_DONE = timedelta(days=1)
KEPT_WITH_KEY = timedelta(days=60)  # a unique key holds for as long as its row is kept
KEPT_DEAD = timedelta(days=60)


class LeaseLost(Exception):
    """Another worker has taken the job meanwhile; what this one did must not count."""


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    run_at: datetime | None = None,
    unique_key: str = "",
) -> None:
    """Ask for background work, in the caller's transaction: rolled back with it, kept with it.

    `unique_key`: nothing happens when a job with that key was enqueued in the last 60 days, whether
    it is done or not. An unknown kind is a mistake of ours and refused at once.
    """
    handler = handler_for(kind)
    if handler is None:
        raise LookupError(f"No handler is registered for {kind!r}")
    now = timezone.now()
    job = Job(
        kind=kind,
        payload=dict(payload),
        urgent=handler.urgent,
        run_at=run_at or now,
        unique_key=unique_key,
        enqueued_at=now,
    )
    Job.objects.bulk_create([job], ignore_conflicts=bool(unique_key))
    transaction.on_commit(waking.wake)


def claim(worker: str) -> Job | None:
    """Take the next job that is due, urgent ones first, or nothing."""
    now = timezone.now()
    if not due_jobs(now).exists():  # a read: looking for work takes no write lock on SQLite
        return None
    with transaction.atomic():
        due = due_jobs(now).order_by("-urgent", "run_at", "id")
        job = due.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.state, job.worker, job.lease_until = JobState.RUNNING, worker, now + LEASE
        job.tries += 1
        job.save(update_fields=["state", "worker", "lease_until", "tries"])
    return job


def _close(job: Job, **changes: Any) -> None:  # noqa: ANN401 - columns of a job
    # `tries` tells this claim from a later one by the same worker.
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker, tries=job.tries)
    if not mine.update(lease_until=None, **changes):
        raise LeaseLost(f"job {job.pk}")


def renew_lease(job: Job) -> None:
    """Say that the worker is alive and still at it."""
    Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, worker=job.worker, tries=job.tries
    ).update(lease_until=timezone.now() + LEASE)


def finish(job: Job) -> None:
    """Mark a job as done; refused with `LeaseLost` when it is another worker's by now.

    What it was given is erased: a mail that has gone out is nobody's business any more.
    """
    _close(job, state=JobState.DONE, finished_at=timezone.now(), last_error="", payload={})


def try_later(job: Job, *, wait_s: float, error: str) -> None:
    """Put a failed job back, to be tried again after `wait_s`."""
    run_at = timezone.now() + timedelta(seconds=wait_s)
    _close(job, state=JobState.WAITING, run_at=run_at, last_error=error)


def give_up(job: Job, *, error: str) -> None:
    """Keep a job as a dead letter for somebody to look at."""
    _close(job, state=JobState.DEAD, finished_at=timezone.now(), last_error=error)


def revive(jobs: list[int] | None = None) -> int:
    """Let dead jobs (all, or these) be tried again from the start; returns how many."""
    dead = Job.objects.filter(state=JobState.DEAD)
    if jobs is not None:
        dead = dead.filter(pk__in=jobs)
    return dead.update(state=JobState.WAITING, run_at=timezone.now(), tries=0, finished_at=None)


@transaction.atomic
def fire(entry: Entry, *, now: datetime) -> bool:
    """Enqueue a timetable entry if its slot has come and no worker has fired it; says whether.

    A slot that passed while nothing ran is made up for once. While an earlier run of the same kind
    is unfinished the slot is left out: slow work does not pile up.
    """
    due = slot(entry, now)
    Firing.objects.bulk_create([Firing(kind=entry.kind, slot=due - timedelta(seconds=1))],
                               ignore_conflicts=True)  # fmt: skip
    if not Firing.objects.filter(kind=entry.kind, slot__lt=due).update(slot=due):
        return False
    unfinished = [JobState.WAITING, JobState.RUNNING]
    if Job.objects.filter(kind=entry.kind, state__in=unfinished).exists():
        return False
    enqueue(entry.kind, {})
    return True


def forget_finished(now: datetime) -> int:
    """Delete finished jobs when they have been kept long enough; returns how many."""
    done = Job.objects.filter(state=JobState.DONE)
    gone = [
        done.filter(unique_key="", finished_at__lt=now - KEPT_DONE).delete(),
        done.exclude(unique_key="").filter(finished_at__lt=now - KEPT_WITH_KEY).delete(),
        Job.objects.filter(state=JobState.DEAD, finished_at__lt=now - KEPT_DEAD).delete(),
    ]
    return sum(count for count, _ in gone)
