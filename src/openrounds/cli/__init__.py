"""The command `openrounds`: one file per verb, imported when it is called."""

from openrounds.cli._door import VERBS, main

__all__ = ["VERBS", "main"]
