from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from openrounds.jobs.actions import enqueue
from openrounds.jobs.queries import backlog
from openrounds.jobs.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)


def test_work_is_done_with_what_it_was_given(diary: Any) -> None:
    enqueue(diary.kind, {"word": "hello"})

    work_off()

    assert diary.done == ["hello"]
    assert backlog(timezone.now()).waiting == 0


def test_work_goes_with_the_transaction_that_asked_for_it(diary: Any) -> None:
    with transaction.atomic():
        enqueue(diary.kind, {"word": "never"})
        transaction.set_rollback(True)

    work_off()

    assert diary.done == []


def test_work_for_later_waits_until_then(diary: Any, clock: Any) -> None:
    enqueue(diary.kind, {"word": "later"}, run_at=timezone.now() + timedelta(minutes=5))

    work_off()
    early = list(diary.done)
    clock.shift(timedelta(minutes=5))
    work_off()

    assert early == []
    assert diary.done == ["later"]


def test_a_unique_key_lets_work_happen_once_even_after_it_is_done(diary: Any) -> None:
    enqueue(diary.kind, {"word": "first"}, unique_key=f"{diary.kind}:reminder")
    work_off()

    enqueue(diary.kind, {"word": "second"}, unique_key=f"{diary.kind}:reminder")
    work_off()

    assert diary.done == ["first"]


def test_a_second_ask_with_the_same_key_leaves_the_transaction_usable(diary: Any) -> None:
    with transaction.atomic():
        enqueue(diary.kind, {"word": "first"}, unique_key="key")
        enqueue(diary.kind, {"word": "second"}, unique_key="key")
        enqueue(diary.kind, {"word": "third"})

    work_off()

    assert diary.done == ["first", "third"]


def test_an_unknown_kind_is_refused_where_it_is_asked_for() -> None:
    with pytest.raises(LookupError, match="no such kind"):
        enqueue("no such kind", {})
