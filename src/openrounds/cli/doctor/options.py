"""The settings themselves: what each is, where it comes from, and which do not fit together."""

import difflib
import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from openrounds.cli.doctor.fault import Findings, fault, hint, risk
from openrounds.project.config import PREFIX, Config

NAMES = {PREFIX + one.name.upper() for one in fields(Config)}
ALLOWED = {
    "sqlite_synchronous": ("FULL", "NORMAL", "OFF"),
    "bus": ("auto", "none", "sqlite", "redis"),
    "language": ("en", "es"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One option as it is in use. A secret's value is never in here."""

    variable: str
    value: str
    source: str
    about: str


def settings_in_use(config: Config, environ: Mapping[str, str]) -> Iterator[Setting]:
    """Every option with its value, or with the word "hidden" where it is a secret."""
    for one in fields(Config):
        variable = PREFIX + one.name.upper()
        value = getattr(config, one.name)
        shown = ",".join(value) if isinstance(value, tuple) else str(value)
        if one.metadata["secret"] and shown and shown != one.default:
            shown = "(set, hidden)"
        source = "default"
        if f"{variable}_FILE" in environ:
            source = f"file {environ[f'{variable}_FILE']}"
        elif variable in environ:
            source = "environment"
        yield Setting(variable, shown or "(empty)", source, one.metadata["help"])


def unknown_variables(environ: Mapping[str, str]) -> Findings:
    """Variables that look like ours and are not: most often a slip of the finger."""
    known = NAMES | {f"{name}_FILE" for name in NAMES}
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            meant = f"Perhaps {near[0]} was meant. " if near else ""
            yield risk(
                f"{name} is set, and no setting has that name.",
                f"{meant}The names are in docs/reference/settings.md.",
            )


def wrong_values(config: Config) -> Findings:
    """Values that no part of the server can use."""
    for name, allowed in ALLOWED.items():
        value = getattr(config, name)
        if value not in allowed:
            yield fault(
                f"{PREFIX}{name.upper()} is {value!r}.", f"Set it to one of: {', '.join(allowed)}."
            )
    try:
        ZoneInfo(config.time_zone)
    except (KeyError, ValueError, OSError):
        yield fault(
            f"{PREFIX}TIME_ZONE is {config.time_zone!r}, which is no time zone known here.",
            "Set it to a name such as Europe/London.",
        )
    if len(config.country) != 2 or not config.country.isalpha():
        yield fault(
            f"{PREFIX}COUNTRY is {config.country!r}.", "Set it to two letters, such as GB or US."
        )


def is_reachable_by_others(config: Config) -> bool:
    """Whether another machine may come in, directly or through a proxy."""
    if config.site_url and not _is_loopback(urlsplit(config.site_url).hostname or ""):
        return True
    return not _is_loopback(config.host)


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def unsafe_settings(config: Config) -> Findings:
    """What must not be on a machine that others reach."""
    others = is_reachable_by_others(config)
    if config.debug:
        weigh = fault if others else hint
        yield weigh(
            "Debugging is on: an error shows the program's inside to whoever meets it.",
            "Unset OPENROUNDS_DEBUG.",
        )
    if config.secret_key and len(config.secret_key) < 32:
        yield fault(
            "The secret key is short; who guesses it can sign in as anybody.",
            "Unset OPENROUNDS_SECRET_KEY: a good one is then made and kept in the data folder.",
        )
    if config.sqlite_synchronous == "OFF":
        yield risk(
            "The store does not wait for the disk: a power cut can damage it.",
            "Set OPENROUNDS_SQLITE_SYNCHRONOUS to FULL.",
        )


def proxy_and_tls(config: Config) -> Findings:
    """Whether address, https and proxy settings tell the same story."""
    is_https = config.site_url.startswith("https://")
    if is_reachable_by_others(config) and not config.secure:
        yield (fault if is_https else risk)(
            "Others reach this place, and sign-in cookies may travel without encryption.",
            "Put a proxy with TLS in front (docs/how-to/production.md) and set "
            "OPENROUNDS_SECURE=on.",
        )
    if config.secure and not is_https:
        yield risk(
            "OPENROUNDS_SECURE is on, and the public address does not begin with https://.",
            "Set OPENROUNDS_SITE_URL to the https:// address that people use.",
        )
    if config.secure and config.trusted_proxies == 0:
        yield risk(
            "No proxy is trusted: everybody seems to come from the proxy's own address, so that "
            "limits per address hit all people together.",
            "Set OPENROUNDS_TRUSTED_PROXIES to the number of proxies in front, mostly 1.",
        )
    if not config.contact:
        yield hint(
            "There is no address to write to about this place.",
            "Set OPENROUNDS_CONTACT; notices and the contact page show it.",
        )
