"""What `/readyz` looks at: whether this process can do its work."""

import resource
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection

from openrounds.web.health import Check

LEAST_DISK_MIB = 100
LEAST_FILES = 64
OPEN_FILES = Path("/proc/self/fd")


def store_answers() -> str:
    """The database takes a question and gives an answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return ""


def disk_has_room() -> str:
    """The data folder has room for what people write."""
    free_mib = shutil.disk_usage(settings.DATA).free // 2**20
    return f"only {free_mib} MiB left" if free_mib < LEAST_DISK_MIB else ""


def files_are_left() -> str:
    """Each live stream is an open file; the system allows only so many."""
    if not OPEN_FILES.exists():
        return ""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    left = most - sum(1 for _ in OPEN_FILES.iterdir())
    return f"only {left} of {most} open files left" if left < LEAST_FILES else ""


CHECKS: Mapping[str, Check] = {
    "store": store_answers,
    "disk": disk_has_room,
    "files": files_are_left,
}
