"""A PostgreSQL server that lives as long as one command: `python -m tests.postgres COMMAND ...`.

It listens on a socket in a folder of its own, keeps nothing safe (no flush to disk) and is gone
afterwards. Started by root it runs as the system's user `postgres`, because it refuses to be root.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


def postgres_programs() -> Path | None:
    """The folder with `initdb` and `postgres`: the newest version that is installed."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3])
    )
    if debian:
        return debian[-1].parent
    found = shutil.which("postgres")
    return Path(found).parent if found else None


def _start(program: Path, *arguments: str) -> subprocess.Popen[bytes]:
    user = "postgres" if os.geteuid() == 0 else None
    return subprocess.Popen(
        [program, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path, programs: Path) -> None:
    ready = [programs / "pg_isready", "-q", "-h", folder, "-d", "postgres"]
    for _ in range(300):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    server.terminate()
    raise RuntimeError(f"PostgreSQL did not start: {server.communicate()[1].decode()}")


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a server and give its URL; stop it and remove its folder at the end."""
    programs = postgres_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="openrounds-pg-"))
    data = str(folder / "data")
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        made = _start(
            programs / "initdb", "-D", data, "-A", "trust", "-U", "openrounds", "-E", "UTF8",
            "--no-locale", "--no-sync",
        )  # fmt: skip
        fault = made.communicate()[1]
        if made.returncode:
            raise RuntimeError(f"initdb failed: {fault.decode()}")
        settings = [part for one in FAST for part in ("-c", one)]
        quiet = ("-c", "listen_addresses=", "-c", "logging_collector=on")
        server = _start(programs / "postgres", "-D", data, "-k", str(folder), *quiet, *settings)
        try:
            _wait_until_ready(server, folder, programs)
            yield f"postgresql://openrounds@/postgres?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)  # disconnects whoever is left, and ends
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    """Run a command with `OPENROUNDS_TEST_DATABASE_URL` set to a server of its own."""
    signal.signal(signal.SIGTERM, _end)
    with postgres_server() as url:
        environ = os.environ | {"OPENROUNDS_TEST_DATABASE_URL": url}
        return subprocess.run(command, env=environ, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
