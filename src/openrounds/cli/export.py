"""Write out the log of who did what: references, codes and hashes, never a text or a name."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from openrounds.cli._ready import django_ready, store_ready


def _moment(raw: str) -> datetime:
    moment = datetime.fromisoformat(raw)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("openrounds export", description=__doc__)
    parser.add_argument("what", choices=("log",))
    parser.add_argument("--since", type=_moment, help="from this day or moment on (UTC)")
    parser.add_argument("--until", type=_moment, help="up to, not including, this day or moment")
    parser.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    parser.add_argument("--output", type=Path, help="a file; nothing prints to the terminal")
    return parser.parse_args(words)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """Write under another name first: a file of that name is never half an export."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        yield file
    part.replace(path)


def run(arguments: Sequence[str]) -> int:
    """Export the log, and log that it was exported."""
    options = _arguments(arguments)
    store_ready(django_ready())
    from django.db import transaction

    from openrounds.audit.actions import append
    from openrounds.audit.queries import Filter, as_csv, as_json_lines, stream

    as_lines = as_csv if options.format == "csv" else as_json_lines
    entries = stream(Filter(since=options.since, until=options.until))
    with _opened(options.output) if options.output else nullcontext(sys.stdout) as file:
        file.writelines(as_lines(entries))
    with transaction.atomic():
        append("log.exported", detail={"format": options.format})
    if options.output:
        print(f"The log is in {options.output}")
    return 0
