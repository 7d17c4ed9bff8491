"""The store, and what is in it. Needs Django to be set up."""

import sqlite3
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from openrounds.accounts.models import CommunityRole, Role
from openrounds.audit.models import LogEntry
from openrounds.cli._postgres import connect
from openrounds.cli._ready import pending_migrations
from openrounds.cli.doctor.fault import Findings, fault, hint, risk
from openrounds.errors import Unavailable
from openrounds.jobs.queries import backlog, dead_jobs
from openrounds.project.config import Config

OLDEST_SQLITE = (3, 37, 0)
OLDEST_POSTGRES = 15_00_00
SLOW_WORK = timedelta(minutes=2)
BACKUP_EVERY = timedelta(days=2)
CLOCK = timedelta(seconds=5)


def store(config: Config) -> Findings:
    """Everything about the store; ends at the first thing that makes the rest pointless."""
    if not config.database_url and not (config.data / "openrounds.db").exists():
        yield hint("There is no store yet.", "It is made when the server starts: openrounds serve")
        return
    try:
        if config.database_url:
            connect(config.database_url).close()  # Django's pool would try for half a minute
        connection.ensure_connection()
    except (DatabaseError, Unavailable):
        yield fault(
            "The database cannot be reached.",
            "Check that PostgreSQL runs, and OPENROUNDS_DATABASE_URL: user, password, host, name."
            if config.database_url
            else "The file openrounds.db in the data folder is damaged: restore a backup.",
        )
        return
    yield from _version()
    yield from _schema(config)


def _version() -> Findings:
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield fault(
            f"SQLite {sqlite3.sqlite_version} is too old; 3.37 or newer is needed.",
            "Use a newer system, or PostgreSQL.",
        )
    number = getattr(connection, "pg_version", OLDEST_POSTGRES)
    if number < OLDEST_POSTGRES:
        yield fault(
            f"PostgreSQL {number // 10000} is too old; 15 or newer is needed.",
            "Upgrade the database server.",
        )


def _schema(config: Config) -> Findings:
    pending = pending_migrations()
    if pending:
        weigh = fault if config.database_url else hint
        yield weigh(
            f"The store is {len(pending)} migrations behind, from {pending[0]} on.",
            "Make a backup, then: openrounds manage migrate. (An embedded store is brought up to "
            "date when the server starts.)",
        )
        return
    now = timezone.now()
    yield from _work(now)
    yield from _clock(now)
    yield from _people()
    yield from _backups(config, now)


def _work(now: datetime) -> Findings:
    found = backlog(now)
    if found.oldest_due_s > SLOW_WORK.total_seconds():
        yield fault(
            f"{found.due} jobs are waiting, the oldest for {found.oldest_due_s / 60:.0f} minutes: "
            "nobody does the background work.",
            "Set OPENROUNDS_EMBEDDED_WORKER=on, or start `openrounds worker`.",
        )
    if found.dead:
        newest = dead_jobs()[0]
        yield risk(
            f"{found.dead} jobs have failed for good. The newest: {newest.kind}, "
            f"{newest.last_error}",
            "Mend the cause, then: openrounds worker --revive",
        )


def _clock(now: datetime) -> Findings:
    newest = LogEntry.objects.order_by("-id").values_list("at", flat=True).first()
    if newest is not None and newest > now + CLOCK:
        yield fault(
            f"The clock goes wrong: the log's last entry is {newest - now} ahead of it.",
            "Let the system keep its clock: timedatectl set-ntp true",
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            theirs = cursor.fetchone()[0]
        if abs(theirs - timezone.now()) > CLOCK:
            yield risk(
                "The clocks of this machine and of the database differ by "
                f"{abs(theirs - timezone.now()).total_seconds():.0f} seconds.",
                "On both: timedatectl set-ntp true",
            )


def _people() -> Findings:
    live = CommunityRole.objects.filter(ended_at=None, person__is_active=True)
    held = set(live.values_list("role", flat=True))
    if Role.ADMINISTRATOR not in held:
        yield risk(
            "Nobody is an administrator.",
            "openrounds users create HANDLE ADDRESS --role administrator",
        )


def _backups(config: Config, now: datetime) -> Findings:
    made = [path.stat().st_mtime for path in (config.data / "backups").glob("openrounds-*.zip")]
    if not made:
        yield hint(
            "There is no backup in the data folder.",
            "openrounds backup, every night (docs/how-to/backup-and-restore.md). Keep copies on "
            "another machine.",
        )
    elif now.timestamp() - max(made) > BACKUP_EVERY.total_seconds():
        days = (now.timestamp() - max(made)) / 86_400
        yield risk(
            f"The newest backup is {days:.0f} days old.",
            "Look at the timer: systemctl status openrounds-backup.timer",
        )
