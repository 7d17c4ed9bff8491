"""Django's SQLite, where the threads of one process take turns to write.

SQLite itself lets a second writer sleep and try again, longer each time, and whoever comes in
between wins: with ten people posting one in a hundred waited half a second. A lock in this process
hands the turn on at once. Other processes still wait as SQLite does.
"""

import threading
from typing import Any

from django.db.backends.sqlite3 import base

_turn = threading.Lock()
LONGEST_WAIT_S = 20


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's, and a transaction begins when those before it in this process have ended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django hands it on
        super().__init__(*args, **kwargs)
        self._has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        # If nobody hands the turn on for so long, let SQLite decide: better slow than stuck.
        self._has_turn = _turn.acquire(timeout=LONGEST_WAIT_S)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._hand_on()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._hand_on()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._hand_on()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._hand_on()

    def _hand_on(self) -> None:
        if self._has_turn:
            self._has_turn = False
            _turn.release()
