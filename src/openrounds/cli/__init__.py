"""The command `openrounds`: one file per verb, imported when it is called."""

from openrounds.cli._door import main

__all__ = ["main"]
