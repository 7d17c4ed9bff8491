"""A place to measure: the real server in a data folder of its own, a room, and people in it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

SLUG = "bench"


class Place:
    """One `openrounds serve` with a room of many members; each has a key for programs.

    People are made through the same actions as always, in this process and without flushing.
    """

    def __init__(self, people: int, **settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="openrounds-bench-"))
        self.settings = {
            "data": str(self.folder / "data"),
            "port": "0",
            "posts_per_minute": "1000000",
            **settings,
        }
        self.tokens = self._prepare(people)
        self.process: subprocess.Popen[str] | None = None
        self.port = 0

    def _prepare(self, people: int) -> list[str]:
        self._enter_environment(sqlite_synchronous="OFF")
        import django  # noqa: PLC0415 - its settings are read from the environment above

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        from openrounds.demo.crowd import gather_crowd  # noqa: PLC0415

        return gather_crowd(SLUG, members=people)

    def _enter_environment(self, **more: str) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = "openrounds.project.settings"
        for name, value in (self.settings | more).items():
            os.environ[f"OPENROUNDS_{name.upper()}"] = value

    def start(self) -> None:
        """Start the server and wait until it says where it listens."""
        mine = {f"OPENROUNDS_{name.upper()}": value for name, value in self.settings.items()}
        kept = {k: v for k, v in os.environ.items() if not k.startswith("OPENROUNDS_")}
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "openrounds", "serve"],
                env=kept | mine,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.port = int(self._said(r"listening on http://[^:]+:(\d+)"))
        self.settings["port"] = str(self.port)

    def _said(self, pattern: str) -> str:
        assert self.process is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(pattern, line):
                return found[1]
        raise SystemExit((self.folder / "log").read_text()[-4000:])

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop the server: politely, or at once with SIGKILL."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)

    def remove(self) -> None:
        """Stop the server and remove its folder."""
        self.end(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
