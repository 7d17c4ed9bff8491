"""Dumping and restoring a PostgreSQL store with PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from openrounds.errors import Conflict, Unavailable

if TYPE_CHECKING:
    import psycopg

TABLES = """
    SELECT quote_ident(schemaname) || '.' || quote_ident(tablename), tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY tablename
"""


def _program(name: str) -> str:
    """The newest that is installed: it must not be older than the server."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])
    )
    found = str(debian[-1]) if debian else shutil.which(name)
    if not found:
        raise Unavailable(
            f"The program {name} is not installed here.",
            remedy="apt-get install postgresql-client, in your server's version or a newer one.",
        )
    return found


def _run(program: str, url: str, *arguments: str) -> None:
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)  # as an argument it would show among the processes
    environ = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run(  # noqa: S603 - a program of the system, with our own arguments
        [_program(program), *arguments, f"--dbname={make_conninfo('', **parts)}"],
        env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unavailable(
            f"{program} failed: {reason}", remedy="openrounds doctor looks at the database."
        )


def _rows(connection: "psycopg.Connection") -> dict[str, int]:
    counts = {}
    for quoted, name in connection.execute(TABLES).fetchall():
        row = connection.execute(f"SELECT count(*) FROM {quoted}").fetchone()  # noqa: S608 - quoted by the server
        counts[str(name)] = int(row[0]) if row else 0
    return counts


def connect(url: str) -> "psycopg.Connection":
    """A connection of our own, beside Django's; refused with `Unavailable` after ten seconds."""
    import psycopg

    try:
        return psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise Unavailable(
            "The database cannot be reached.", remedy="openrounds doctor says more."
        ) from error


def dump(url: str, copy: Path) -> dict[str, int]:
    """Write a dump; result: the rows of each table in the very snapshot that was dumped."""
    with connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        exported = connection.execute("SELECT pg_export_snapshot()").fetchone()
        rows = _rows(connection)
        snapshot = str(exported[0]) if exported else ""
        _run(
            "pg_dump", url, "--format=custom", "--no-owner", "--no-privileges",
            f"--snapshot={snapshot}", f"--file={copy}",
        )  # fmt: skip
    return rows


def load(url: str, copy: Path) -> dict[str, int]:
    """Fill an empty database from a dump, all or nothing; result: the rows of each table."""
    with connect(url) as connection:
        if _rows(connection):
            raise Conflict(
                "The database is not empty.",
                remedy="Make a new database and set OPENROUNDS_DATABASE_URL to it.",
            )
    single = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", url, *single, str(copy))
    with connect(url) as connection:
        return _rows(connection)
