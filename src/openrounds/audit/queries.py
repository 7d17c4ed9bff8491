"""What the log is asked: pages of it, all of it as a stream, and what it holds about somebody."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from openrounds.audit.models import LogEntry

PAGE = 100
CHUNK = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries are meant. What is empty does not narrow."""

    action: str = ""
    object_kind: str = ""
    object_ref: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it leaves the store. `actor` is empty where the server itself acted."""

    id: int
    at: datetime
    actor: str
    action: str
    object_kind: str
    object_ref: str
    room: str
    content_hash: str
    detail: dict[str, Any]


COLUMNS = tuple(field.name for field in fields(Entry))


def matching(wanted: Filter) -> QuerySet[LogEntry]:
    """The entries that a filter means."""
    narrow = Q()
    for column in ("action", "object_kind", "object_ref"):
        if value := getattr(wanted, column):
            narrow &= Q(**{column: value})
    if wanted.since:
        narrow &= Q(at__gte=wanted.since)
    if wanted.until:
        narrow &= Q(at__lt=wanted.until)
    return LogEntry.objects.filter(narrow)


def page(wanted: Filter, *, before: int | None = None) -> list[Entry]:
    """Up to `PAGE` entries, newest first, older than the entry `before`; one more if there are."""
    found = matching(wanted).order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    return [_veiled(row) for row in found[: PAGE + 1]]


def stream(wanted: Filter, *, is_veiled: bool = False) -> Iterator[Entry]:
    """All matching entries, oldest first, without holding them in memory.

    In batches by id, so that no transaction stays open while somebody downloads slowly.
    """
    show = _veiled if is_veiled else _plain
    last = 0
    while batch := list(matching(wanted).filter(id__gt=last).order_by("id")[:CHUNK]):
        yield from map(show, batch)
        last = batch[-1].id


def as_json_lines(entries: Iterator[Entry]) -> Iterator[str]:
    """One JSON object on each line."""
    for entry in entries:
        yield json.dumps(_written(entry), ensure_ascii=False, separators=(",", ":")) + "\n"


def as_csv(entries: Iterator[Entry]) -> Iterator[str]:
    """A table with a heading; `detail` is JSON in its cell."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    for entry in entries:
        yield _taken(line)
        values = _written(entry)
        detail = json.dumps(values["detail"], separators=(",", ":"))
        writer.writerow([*(values[column] for column in COLUMNS[:-1]), detail])
    yield _taken(line)


def _written(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "at": entry.at.isoformat()}


def entries_about(person_ref: str) -> Iterator[dict[str, str]]:
    """What the log holds about somebody: what they did, and what was done to their account.

    Who else did it is not told, nor anything about others.
    """
    about = Q(actor_ref=person_ref) | Q(object_kind="person", object_ref=person_ref)
    for row in LogEntry.objects.filter(about).order_by("id").iterator(CHUNK):
        yield {
            "at": row.at.isoformat(),
            "action": row.action,
            "by": "you" if row.actor_ref == person_ref else "",
            "object": row.object_kind,
        }


def known_actions() -> list[str]:
    """Every action that the log holds, for the page's filter."""
    return list(LogEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def _plain(row: LogEntry) -> Entry:
    return _entry(row, row.actor_ref)


def _veiled(row: LogEntry) -> Entry:
    """For reading on a page: the same actor looks the same within a room, and only there.

    Whoever reads the log could otherwise see that two names in two rooms are one person, without
    the reason that unmasking somebody asks for.
    """
    if not row.actor_ref:
        return _entry(row, "")
    shown = salted_hmac("openrounds.audit.actor", f"{row.room_ref}\0{row.actor_ref}")
    return _entry(row, shown.hexdigest()[:10])


def _entry(row: LogEntry, actor: str) -> Entry:
    return Entry(
        id=row.id,
        at=row.at,
        actor=actor,
        action=row.action,
        object_kind=row.object_kind,
        object_ref=row.object_ref,
        room=row.room_ref,
        content_hash=row.content_hash,
        detail=row.detail,
    )


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text
