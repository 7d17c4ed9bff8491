"""Server processes on one SQLite file wake each other without any other program."""

import threading
from collections.abc import Callable

import structlog
from django.db import Error as DatabaseFault
from django.db import connection

LOG = structlog.get_logger("openrounds.live")


class SqliteWatch:
    """Looks 50 times a second whether another connection has written to this SQLite file.

    Costs one read of a counter in shared memory each time.
    """

    def __init__(self, on_change: Callable[[], None], *, every_s: float = 0.02) -> None:
        self._on_change = on_change
        self._every_s = every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        seen = None
        while not self._ended.wait(self._every_s):
            try:
                version = _data_version()
            except DatabaseFault:
                LOG.exception("store_unwatched")
                connection.close()
                self._ended.wait(1)
                continue
            if version != seen:
                seen = version
                self._on_change()
        connection.close()


def _data_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])
