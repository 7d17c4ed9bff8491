"""Every option: variable, default, help. Nothing else reads the environment."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from openrounds.errors import ConfigError

PREFIX = "OPENROUNDS_"


def option(default: Any, help_text: str, *, secret: bool = False) -> Any:  # noqa: ANN401 - a field of any type
    """A field of `Config` with the sentence that `docs/reference/settings.md` and `doctor` show."""
    return field(default=default, metadata={"help": help_text, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The server's settings, from variables `OPENROUNDS_*` (secrets also from `*_FILE`)."""

    data: Path = option(Path("data"), "Folder for the database, keys, uploads, mail and backups.")
    host: str = option("127.0.0.1", "Address to listen on. Put a proxy with TLS in front of it.")
    port: int = option(
        8000, "Port to listen on. If it is taken, the next free one is used and said."
    )
    site_url: str = option(
        "", "Public address, such as https://talk.example.org. Empty: what the browser asked for."
    )
    site_name: str = option("OpenRounds", "Name of this place, shown on every page and in mail.")
    hosts: tuple[str, ...] = option(
        ("localhost", "127.0.0.1", "[::1]"), "Names this server answers to, with commas."
    )
    secret_key: str = option(
        "",
        "Key that signs sessions and links. Empty: made once and kept in the data folder.",
        secret=True,
    )
    database_url: str = option(
        "", "postgresql://user:password@host/name. Empty: SQLite in the data folder.", secret=True
    )
    sqlite_synchronous: str = option(
        "FULL", "FULL survives a power cut; NORMAL is faster and may lose the last second."
    )
    redis_url: str = option(
        "", "redis:// or unix:// address. Only to wake other server processes quickly.", secret=True
    )
    bus: str = option("auto", "How server processes wake each other: auto, none, sqlite or redis.")
    threads: int = option(4, "Threads that answer pages.")
    embedded_worker: bool = option(
        True, "Run background work inside the server. Off when `openrounds worker` runs."
    )
    secure: bool = option(
        False, "The site is reached over https: cookies and redirects insist on it."
    )
    trusted_proxies: int = option(
        0, "Number of proxies in front whose X-Forwarded-For is believed."
    )
    mail_url: str = option(
        "file",
        "file (in the data folder), console, smtp://user:password@host:587 or smtps://…:465.",
        secret=True,
    )
    mail_from: str = option("openrounds@localhost", "Sender of mail.")
    oidc_url: str = option("", "Issuer address of an OpenID Connect provider. Empty: none.")
    oidc_name: str = option("", "Name of the OpenID Connect provider as people know it.")
    oidc_client_id: str = option("", "Client id at the OpenID Connect provider.")
    oidc_secret: str = option("", "Client secret at the OpenID Connect provider.", secret=True)
    sign_up: bool = option(
        True, "People may sign up themselves. Off: an administrator creates accounts."
    )
    language: str = option(
        "en", "Language of a first visit when the browser names none we speak: en or es."
    )
    time_zone: str = option(
        "UTC", "Time zone of a visitor who has not chosen one, such as Europe/London."
    )
    country: str = option(
        "GB", "Two-letter country: which emergency numbers and phone formats are meant."
    )
    posts_per_minute: int = option(
        20, "Most posts one person may send in a minute, in all rooms together."
    )
    sign_ups_per_hour: int = option(10, "Most sign-ups from one network address in an hour.")
    log_ins_per_minute: int = option(
        10, "Most log-in attempts from one network address in a minute."
    )
    streams: int = option(10_000, "Most live streams this process holds open at once.")
    streams_per_person: int = option(
        20, "Most live streams one person holds open at once, on all devices."
    )
    streams_per_address: int = option(
        200, "Most live streams of visitors from one network address. A clinic may have but one."
    )
    metrics_key: str = option(
        "",
        "Key that a collector sends to /metrics as a Bearer token. Empty: only this machine may.",
        secret=True,
    )
    contact: str = option(
        "",
        "Address people can write to about this place. Shown in notices and on the contact page.",
    )
    debug: bool = option(False, "Show errors in the browser. Never on a machine that others reach.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the variables; refuse with the variable's name and what it takes."""
        env = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for one in fields(cls):
            raw = _raw_value(env, PREFIX + one.name.upper())
            if raw is not None:
                values[one.name] = _parse(PREFIX + one.name.upper(), raw, one.type)
        return cls(**values)


def _raw_value(env: Mapping[str, str], variable: str) -> str | None:
    path = env.get(f"{variable}_FILE")
    if path is None:
        return env.get(variable)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(
            f"{variable}_FILE names a file that cannot be read ({error.strerror}).",
            remedy="Check the path and who may read it.",
        ) from error


def _flag(raw: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    return words[raw.strip().lower()]


def _names(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


_PARSERS: Mapping[object, tuple[Callable[[str], object], str]] = {
    bool: (_flag, "on or off"),
    int: (int, "a whole number"),
    Path: (Path, "a path"),
    str: (str, "a text"),
    tuple[str, ...]: (_names, "names with commas"),
}


def _parse(variable: str, raw: str, kind: object) -> object:
    parser, takes = _PARSERS[kind]
    try:
        return parser(raw)
    except (KeyError, ValueError) as error:
        raise ConfigError(
            f"{variable} takes {takes}, not {raw!r}.", remedy=f"Set {variable} and start again."
        ) from error
