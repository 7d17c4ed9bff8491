import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "place"


@pytest.fixture
def migrated(data: Path, migrated_place: Path) -> Path:
    """The same place with an empty store in it."""
    shutil.copytree(migrated_place, data)
    return data


@pytest.fixture
def openrounds(data: Path) -> Command:
    """Runs `openrounds WORDS`, with settings as keywords, in a place of its own."""

    def run(*words: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        ours = ("OPENROUNDS_", "DJANGO_")
        environ = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        environ |= {"OPENROUNDS_DATA": str(data), "OPENROUNDS_PORT": "0"}
        environ |= {f"OPENROUNDS_{name.upper()}": value for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, "-m", "openrounds", *words],
            env=environ, input=stdin, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run
