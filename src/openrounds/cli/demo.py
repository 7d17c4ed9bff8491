"""Serve a demonstration."""

from collections.abc import Sequence

from openrounds.cli import serve


def run(arguments: Sequence[str]) -> int:
    """Serve until the process is told to stop."""
    return serve.run(arguments)
