"""Explain every setting, and say in plain words what is wrong and what to do about it."""

import argparse
import os
import platform
import textwrap
from collections.abc import Callable, Sequence

from openrounds import __version__
from openrounds.cli._ready import django_ready
from openrounds.cli.doctor import machine, neighbours, options
from openrounds.cli.doctor.fault import Finding, Findings, Weight, fault
from openrounds.errors import ConfigError
from openrounds.project.config import Config

WIDTH = 88
WORDS = {Weight.FAULT: "FAULT", Weight.RISK: "risk ", Weight.HINT: "hint "}
CHECKS: tuple[Callable[[Config], Findings], ...] = (
    options.wrong_values,
    options.unsafe_settings,
    options.proxy_and_tls,
    machine.data_folder,
    machine.disk,
    machine.port,
    machine.open_files,
    machine.secret_key_file,
    neighbours.packages,
    neighbours.redis_answers,
    neighbours.mail,
)


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("openrounds doctor", description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="leave the list of settings out")
    return parser.parse_args(words)


def _store(config: Config) -> Findings:
    try:
        django_ready()
    except ConfigError as error:
        yield fault(error.message, error.remedy)
        return
    from openrounds.cli.doctor.store import store  # needs Django to be set up

    yield from store(config)


def examine(config: Config) -> list[Finding]:
    """Everything there is to say, the gravest first."""
    found = list(options.unknown_variables(os.environ))
    for check in CHECKS:
        found += check(config)
    if not any(one.weight == Weight.FAULT for one in machine.data_folder(config)):
        found += _store(config)
    return sorted(found, key=lambda one: -one.weight)


def _print_finding(one: Finding) -> None:
    print()
    print(textwrap.fill(f"{WORDS[one.weight]}  {one.what}", WIDTH, subsequent_indent=" " * 7))
    print(textwrap.indent(textwrap.fill(one.remedy, WIDTH - 7), " " * 7))


def _print_settings(config: Config) -> None:
    print("\nSettings, with where they come from:")
    for one in options.settings_in_use(config, os.environ):
        print(f"\n  {one.variable} = {one.value}   [{one.source}]")
        print(textwrap.indent(textwrap.fill(one.about, WIDTH), "      "))


def run(arguments: Sequence[str]) -> int:
    """Print what was found; status 1 when something keeps the site from its work."""
    quiet = _arguments(arguments).quiet
    python = platform.python_version()
    print(f"OpenRounds {__version__}, Python {python}, {platform.platform(terse=True)}")
    try:
        config = Config.from_env()
    except ConfigError as error:
        _print_finding(fault(error.message, error.remedy))
        return 1
    found = examine(config)
    for one in found:
        _print_finding(one)
    if not found:
        print("\nAll is well.")
    if not quiet:
        _print_settings(config)
    return 1 if any(one.weight == Weight.FAULT for one in found) else 0
