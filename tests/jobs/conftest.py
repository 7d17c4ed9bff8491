from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from openrounds import jobs
from openrounds.jobs.retries import RetryPolicy


class Diary:
    """A kind of work that writes down what it is asked, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.kind = f"diary.{uuid4().hex}"
        self.done: list[object] = []
        self.errors: list[Exception] = []
        self.before: Callable[[], None] = lambda: None

    def work(self, payload: Any) -> None:
        self.before()
        if self.errors:
            raise self.errors.pop(0)
        self.done.append(payload["word"])


@pytest.fixture
def diary() -> Diary:
    diary = Diary()
    policy = RetryPolicy(tries=3, first_wait_s=10, growth=2, jitter=0)
    jobs.register(diary.kind, diary.work, retry=policy)
    return diary
