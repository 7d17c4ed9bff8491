"""On SQLite the threads of a process take turns to write, and no turn is ever kept."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, transaction

from openrounds.realtime import actions
from openrounds.realtime.models import StreamEvent

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no such turns"),
]


def write(times: int) -> None:
    for _ in range(times):
        with transaction.atomic():
            actions.append("tea", "post", "x")
    connection.close()


def test_many_writers_all_get_their_turn() -> None:
    writers = [threading.Thread(target=write, args=(15,)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    assert StreamEvent.objects.count() == 120


def fail_in_a_transaction() -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        actions.append("tea", "post", "x")
        _ = 1 / 0
    connection.close()


def leave_in_a_transaction() -> None:
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    actions.append("tea", "post", "x")
    connection.close()


@pytest.mark.parametrize("end", [fail_in_a_transaction, leave_in_a_transaction])
def test_a_transaction_that_ends_badly_hands_its_turn_on(end: object) -> None:
    thread = threading.Thread(target=end)  # type: ignore[arg-type]
    thread.start()
    thread.join(10)

    write(1)

    assert StreamEvent.objects.count() == 1
