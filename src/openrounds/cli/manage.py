"""Django's own commands."""

import os
from collections.abc import Sequence

from django.core.management import execute_from_command_line


def run(arguments: Sequence[str]) -> int:
    """Hand the words to Django, with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openrounds.project.settings")
    execute_from_command_line(["openrounds manage", *arguments])
    return 0
