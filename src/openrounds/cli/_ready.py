import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from openrounds.errors import ConfigError
from openrounds.project.config import Config


def django_ready() -> Config:
    """Set Django up with our settings, and return the configuration they were made from."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openrounds.project.settings")
    django.setup()
    return Config.from_env()


def pending_migrations() -> list[str]:
    """Names of migrations that the store has not seen, oldest first."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one process of this folder at a time gets past here."""
    with (folder / ".migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def store_ready(config: Config) -> None:
    """Bring an embedded store up to date; refuse to touch a PostgreSQL that is behind."""
    if config.database_url:
        if pending := pending_migrations():
            raise ConfigError(
                f"The database is {len(pending)} migrations behind; the first is {pending[0]}.",
                remedy="Make a backup (openrounds backup), then run: openrounds manage migrate",
            )
        return
    with _alone(config.data):
        if pending_migrations():
            call_command("migrate", interactive=False, verbosity=0)
