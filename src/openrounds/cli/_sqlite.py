"""Copying an SQLite store while it is in use, and looking whether a copy is sound."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def _opened(store: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    mode = "rwc" if write else "ro"
    connection = sqlite3.connect(f"{store.resolve().as_uri()}?mode={mode}", uri=True, timeout=20)
    try:
        yield connection
    finally:
        connection.close()


def copy_store(store: Path, copy: Path) -> None:
    """One consistent copy while others write: in WAL mode a reader holds nobody up."""
    with _opened(store) as source, _opened(copy, write=True) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def count_rows(store: Path) -> dict[str, int]:
    """Rows of each table."""
    with _opened(store) as connection:
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        names = sorted(str(name) for (name,) in found)
        counts = (connection.execute(f'SELECT count(*) FROM "{name}"') for name in names)  # noqa: S608 - a table's own name
        return {name: int(count.fetchone()[0]) for name, count in zip(names, counts, strict=True)}


def faults_of(store: Path) -> list[str]:
    """What SQLite itself finds wrong with a file: pages, indexes, references."""
    with _opened(store) as connection:
        pages = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        lost = [f"a row of {row[0]} refers to nothing in {row[2]}"
                for row in connection.execute("PRAGMA foreign_key_check")]  # fmt: skip
    return [fault for fault in pages if fault != "ok"] + lost
