"""Does background work: a thread of the server, or a process of its own (`openrounds worker`)."""

import os
import random
import socket
import threading
import traceback
from collections.abc import Sequence
from uuid import uuid4

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from openrounds.errors import OpenRoundsError
from openrounds.jobs import actions, waking
from openrounds.jobs.models import Job
from openrounds.jobs.registry import Handler, handler_for
from openrounds.jobs.retries import is_hopeless, wait_s
from openrounds.jobs.timetable import Entry, slot

log = structlog.get_logger("openrounds.jobs")

POLL_S = 1.0


def _name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"


def _describe(error: Exception) -> str:
    """Class and place of an error. Its message may quote somebody; ours are known not to."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/openrounds/" in frame.filename] or frames
    place = f"{ours[-1].filename.rpartition('/openrounds/')[2]}:{ours[-1].lineno}" if ours else ""
    words = f": {error.message}" if isinstance(error, OpenRoundsError) else ""
    return f"{type(error).__name__} at {place}{words}"[:300]


class Worker:
    """Takes one job after the other until it is stopped. Use one per thread."""

    def __init__(self, timetable: Sequence[Entry] = (), *, poll_s: float = POLL_S) -> None:
        self.name = _name()
        self._timetable = tuple(timetable)
        self._fired: dict[str, object] = {}
        self._poll_s = poll_s
        self._stopping = threading.Event()
        self._job: Job | None = None
        self._ended = threading.Event()

    def stop(self) -> None:
        """Finish the job at hand, take no other, and let `run` return."""
        self._stopping.set()
        waking.wake()

    def run(self) -> None:
        """Work until stopped. A lost database is waited for."""
        threading.Thread(target=self._keep_leases, name="openrounds-leases", daemon=True).start()
        while not self._stopping.is_set():
            close_old_connections()
            try:
                self.work_off()
            except DatabaseError as error:
                log.error("jobs_store_unreachable", error=type(error).__name__)
                connection.close()
            if not self._stopping.is_set():
                waking.wait(self._poll_s)
        connection.close()
        self._ended.set()

    def join(self, timeout_s: float = 10.0) -> bool:
        """Wait until `run` has returned; says whether it did."""
        return self._ended.wait(timeout_s)

    def work_off(self) -> int:
        """Fire what the timetable has due, do every job that is due; returns how many."""
        self._fire()
        count = 0
        while not self._stopping.is_set() and (job := actions.claim(self.name)) is not None:
            self._job = job
            try:
                perform(job)
            finally:
                self._job = None
            count += 1
        return count

    def _fire(self) -> None:
        now = timezone.now()
        for entry in self._timetable:
            due = slot(entry, now)
            if self._fired.get(entry.kind) != due:  # else somebody has, and nothing is to be asked
                actions.fire(entry, now=now)
                self._fired[entry.kind] = due

    def _keep_leases(self) -> None:
        while not self._stopping.wait(actions.LEASE.total_seconds() / 3):
            job = self._job
            if job is not None:
                try:
                    actions.renew_lease(job)
                except DatabaseError:
                    log.warning("job_lease_not_renewed", kind=job.kind)
            connection.close()


def perform(job: Job) -> None:
    """Do a claimed job and write down how it ended."""
    found = handler_for(job.kind)
    try:
        if found is None:
            actions.give_up(job, error="This version of OpenRounds does not know this kind of work")
        elif job.tries > found.retry.tries:
            actions.give_up(job, error="The worker ended in the middle of every try")
        else:
            _try(job, found)
    except actions.LeaseLost:
        log.warning("job_lease_lost", kind=job.kind)


def _try(job: Job, found: Handler) -> None:
    try:
        if found.atomic:
            with transaction.atomic():
                found.function(job.payload)
                actions.finish(job)
        else:
            found.function(job.payload)
            actions.finish(job)
    except actions.LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a handler raises, the job must be kept
        _failed(job, found, error)
    else:
        log.info("job_done", kind=job.kind, tries=job.tries)


def _failed(job: Job, found: Handler, error: Exception) -> None:
    luck = random.random()  # noqa: S311, TID251 - spreads retries; nothing secret, nothing to repeat
    wait = None if is_hopeless(error) else wait_s(found.retry, tries=job.tries, luck=luck)
    description = _describe(error)
    if wait is None:
        log.error("job_dead", kind=job.kind, tries=job.tries, error=description)
        actions.give_up(job, error=description)
    else:
        log.warning("job_failed", kind=job.kind, tries=job.tries, error=description, wait_s=wait)
        actions.try_later(job, wait_s=wait, error=description)


def work_off(timetable: Sequence[Entry] = ()) -> int:
    """Do all that is due now, in this thread; returns how many jobs were done."""
    return Worker(timetable).work_off()


def start_thread(timetable: Sequence[Entry] = ()) -> Worker:
    """Start a worker in a thread of this process. `stop()` ends it after its job at hand."""
    worker = Worker(timetable)
    threading.Thread(target=worker.run, name="openrounds-worker", daemon=True).start()
    return worker
