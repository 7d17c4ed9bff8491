import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from openrounds import jobs
from openrounds.errors import NotFound
from openrounds.jobs import actions
from openrounds.jobs.models import Job, JobState
from openrounds.jobs.queries import backlog, dead_jobs
from openrounds.jobs.worker import Worker, perform, start_thread, work_off

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(*tasks: Callable[[], object]) -> None:
    """Run tasks at the same moment, each with a database connection of its own."""
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], object]) -> None:
        start.wait()
        try:
            task()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_failed_work_is_tried_again_later_and_later(diary: Any, clock: Any) -> None:
    diary.errors = [OSError("mail server away"), OSError("still away")]
    actions.enqueue(diary.kind, {"word": "letter"})

    tries = []
    for wait in (0, 9, 1, 19, 1):
        clock.shift(timedelta(seconds=wait))
        tries.append(work_off())

    assert tries == [1, 0, 1, 0, 1]
    assert diary.done == ["letter"]


def test_work_that_keeps_failing_becomes_a_dead_letter_without_its_words(
    diary: Any, clock: Any
) -> None:
    diary.errors = [ValueError("Ms Ahmed's ward")] * 3
    actions.enqueue(diary.kind, {"word": "letter"})

    for _ in range(5):
        work_off()
        clock.shift(timedelta(hours=1))

    dead = dead_jobs().get()
    assert dead.tries == 3
    assert dead.last_error.startswith("ValueError at ")
    assert "Ahmed" not in dead.last_error
    assert backlog(timezone.now()).dead == 1


def test_work_about_something_that_has_gone_is_not_tried_again(diary: Any) -> None:
    diary.errors = [NotFound("There is no such post.")]
    actions.enqueue(diary.kind, {"word": "letter"})

    work_off()

    assert dead_jobs().get().tries == 1


def test_a_dead_letter_can_be_revived(diary: Any) -> None:
    diary.errors = [NotFound("There is no such post.")]
    actions.enqueue(diary.kind, {"word": "letter"})
    work_off()

    revived = actions.revive()
    work_off()

    assert revived == 1
    assert diary.done == ["letter"]


def test_a_kind_this_version_does_not_know_is_kept_for_somebody_to_see(diary: Any) -> None:
    actions.enqueue(diary.kind, {"word": "letter"})
    Job.objects.update(kind="of.another.version")

    work_off()

    assert "does not know" in dead_jobs().get().last_error


def test_two_workers_share_the_work_and_do_nothing_twice(diary: Any) -> None:
    words = [f"word {n}" for n in range(40)]
    for word in words:
        actions.enqueue(diary.kind, {"word": word})

    in_threads(work_off, work_off, work_off)

    assert sorted(diary.done) == sorted(words)


def test_what_done_work_was_given_is_erased(diary: Any) -> None:
    actions.enqueue(diary.kind, {"word": "to an address"})

    work_off()

    assert Job.objects.get().payload == {}


def test_urgent_work_goes_first(diary: Any) -> None:
    urgent = f"urgent.{uuid4().hex}"
    jobs.register(urgent, diary.work, urgent=True)
    actions.enqueue(diary.kind, {"word": "digest"})
    actions.enqueue(urgent, {"word": "crisis"})

    work_off()

    assert diary.done == ["crisis", "digest"]


def test_work_of_a_worker_that_died_is_taken_over(diary: Any, clock: Any) -> None:
    actions.enqueue(diary.kind, {"word": "letter"})
    actions.claim("a worker that is killed now")

    at_once = work_off()
    clock.shift(actions.LEASE + timedelta(seconds=1))
    later = work_off()

    assert (at_once, later) == (0, 1)
    assert diary.done == ["letter"]


def test_work_that_kills_its_worker_each_time_is_given_up(diary: Any, clock: Any) -> None:
    actions.enqueue(diary.kind, {"word": "poison"})
    for _ in range(3):
        actions.claim("a worker that is killed now")
        clock.shift(actions.LEASE + timedelta(seconds=1))

    work_off()

    assert diary.done == []
    assert "ended in the middle" in dead_jobs().get().last_error


def test_a_worker_that_lost_its_lease_cannot_close_the_job(diary: Any, clock: Any) -> None:
    actions.enqueue(diary.kind, {"word": "letter"})
    slow = actions.claim("slow")
    clock.shift(actions.LEASE + timedelta(seconds=1))
    actions.claim("quick")

    perform(slow)  # type: ignore[arg-type]

    assert Job.objects.get().worker == "quick"
    assert Job.objects.get().state == JobState.RUNNING


def test_a_renewed_lease_keeps_the_job(diary: Any, clock: Any) -> None:
    actions.enqueue(diary.kind, {"word": "long work"})
    job = actions.claim("slow but alive")
    clock.shift(actions.LEASE - timedelta(seconds=1))
    actions.renew_lease(job)  # type: ignore[arg-type]
    clock.shift(timedelta(seconds=2))

    assert actions.claim("another") is None


def test_atomic_work_leaves_nothing_behind_when_it_fails(diary: Any) -> None:
    kind = f"atomic.{uuid4().hex}"

    def half(payload: object) -> None:
        actions.enqueue(diary.kind, {"word": "half done"})
        raise OSError

    jobs.register(kind, half, atomic=True)
    actions.enqueue(kind, {})

    work_off()

    assert diary.done == []
    assert Job.objects.get().kind == kind


def test_a_timetable_entry_fires_once_for_many_workers(diary: Any, clock: Any) -> None:
    entry = jobs.Entry(diary.kind, every_s=60)
    fired: list[bool] = []

    in_threads(*[lambda: fired.append(actions.fire(entry, now=timezone.now())) for _ in range(4)])

    assert sorted(fired) == [False, False, False, True]
    assert Job.objects.filter(kind=diary.kind).count() == 1


def test_a_timetable_entry_fires_again_in_its_next_slot(clock: Any) -> None:
    seen: list[int] = []
    kind = f"tick.{uuid4().hex}"
    jobs.register(kind, lambda _: seen.append(1))
    worker = Worker([jobs.Entry(kind, every_s=60)], poll_s=0)

    done = []
    for wait in (0, 30, 30, 300):
        clock.shift(timedelta(seconds=wait))
        done.append(worker.work_off())

    assert done == [1, 0, 1, 1]


def test_slow_timetable_work_does_not_pile_up(diary: Any, clock: Any) -> None:
    entry = jobs.Entry(diary.kind, every_s=60)

    actions.fire(entry, now=timezone.now())
    again = actions.fire(entry, now=timezone.now() + timedelta(minutes=2))

    assert again is False


def test_a_thread_does_what_is_enqueued_while_it_waits(diary: Any) -> None:
    done = threading.Event()
    diary.before = done.set
    worker = start_thread()

    with transaction.atomic():
        actions.enqueue(diary.kind, {"word": "now"})

    try:
        assert done.wait(5)
    finally:
        worker.stop()
        worker.join()


def test_finished_work_is_forgotten_and_dead_letters_are_kept(diary: Any, clock: Any) -> None:
    actions.enqueue(diary.kind, {"word": "plain"})
    actions.enqueue(diary.kind, {"word": "keyed"}, unique_key="key")
    work_off()
    diary.errors = [NotFound("gone")]
    actions.enqueue(diary.kind, {"word": "dead"})
    work_off()

    after_two_days = actions.forget_finished(timezone.now() + timedelta(days=2))
    after_three_months = actions.forget_finished(timezone.now() + timedelta(days=90))

    assert (after_two_days, after_three_months) == (1, 2)
