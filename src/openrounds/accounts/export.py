"""Everything about somebody in one archive. Each app adds its part; none knows the others."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from openrounds.accounts.models import Person
from openrounds.audit.queries import entries_about

Part = Callable[[Person], Iterable[tuple[str, bytes]]]
IN_MEMORY = 4 * 1024 * 1024
_parts: dict[str, Part] = {}


def register(name: str, part: Part) -> None:
    """Add a part: files (name, content) about one person. JSON files also become readable."""
    known = _parts.get(name)
    if known is not None and known is not part:
        raise ValueError(f"Two parts of the archive want to be called {name!r}")
    _parts[name] = part


def as_json(value: object) -> bytes:
    """How a part writes its files: readable, and dates as ISO 8601."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def write_archive(person: Person, *, now: datetime) -> IO[bytes]:
    """A zip archive with every part, and a page that shows all of it. Open for reading."""
    archive = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    tables: list[Table] = []
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in {"account": account_part, **_parts}.items():
            for filename, content in part(person):
                target.writestr(f"{name}/{filename}", content)
                tables.extend(_tables(f"{name}/{filename}", content))
        page = render_to_string("accounts/archive.html", {"tables": tables, "now": now})
        target.writestr("index.html", page)
    archive.seek(0)
    return archive


def account_part(person: Person) -> Iterator[tuple[str, bytes]]:
    """What accounts hold: the account itself, and what was done with it."""
    yield (
        "account.json",
        as_json(
            {
                "handle": person.handle,
                "email": person.email,
                "joined": person.joined_at,
                "last signed in": person.last_login,
                "language": person.language,
                "time zone": person.time_zone,
            }
        ),
    )
    yield (
        "addresses.json",
        as_json(
            list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary"))
        ),
    )
    yield (
        "roles.json",
        as_json(
            list(person.roles.values("role", "granted_at", "reason", "ended_at", "ended_reason"))
        ),
    )
    yield (
        "browsers.json",
        as_json(
            list(UserSession.objects.filter(user=person).values("created_at", "ip", "user_agent"))
        ),
    )
    yield (
        "keys.json",
        as_json(
            list(
                person.api_tokens.values(
                    "name", "may_write", "created_at", "last_used_on", "ended_at"
                )
            )
        ),
    )
    yield (
        "second-factors.json",
        as_json(
            list(
                Authenticator.objects.filter(user=person).values(
                    "type", "created_at", "last_used_at"
                )
            )
        ),
    )
    yield (
        "provider.json",
        as_json(
            list(SocialAccount.objects.filter(user=person).values("provider", "uid", "date_joined"))
        ),
    )
    yield "log.json", as_json(list(entries_about(person.log_ref)))


@dataclass(frozen=True, slots=True)
class Table:
    """One JSON file as the readable page shows it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _tables(filename: str, content: bytes) -> Iterator[Table]:
    if not filename.endswith(".json"):
        return
    value = json.loads(content)
    listed = value if isinstance(value, list) else [value]
    records: list[Mapping[str, Any]] = [
        record if isinstance(record, dict) else {"value": record} for record in listed
    ]
    columns = tuple(dict.fromkeys(key for record in records for key in record))
    rows = tuple(tuple(_shown(record.get(key)) for key in columns) for record in records)
    yield Table(filename, columns, rows)


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
