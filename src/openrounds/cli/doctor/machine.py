"""The machine: data folder, disk, port, open files, programs."""

import os
import resource
import shutil
import socket
import stat
from pathlib import Path

from openrounds.cli.doctor.fault import Findings, fault, hint, risk
from openrounds.project.config import Config

LOW_BYTES = 500 * 1024 * 1024
LOW_SHARE = 0.05
FILES_BESIDE_STREAMS = 200


def data_folder(config: Config) -> Findings:
    """Whether we can write there, and others cannot read there."""
    data = config.data
    if not data.exists():
        parent = next(one for one in data.absolute().parents if one.exists())
        if not os.access(parent, os.W_OK):
            yield fault(
                f"The data folder {data} is missing, and this account may not make it.",
                f"Make it and give it to this account, or set OPENROUNDS_DATA. "
                f"{parent} belongs to somebody else.",
            )
        return
    if not data.is_dir() or not os.access(data, os.W_OK | os.X_OK):
        yield fault(
            f"The data folder {data} cannot be written by this account (number {os.getuid()}).",
            f"Give it to the account that runs the server: chown -R ACCOUNT {data}",
        )
        return
    yield from _readable_by_others(data)


def _readable_by_others(data: Path) -> Findings:
    open_to_others = [
        path.name
        for path in (data, *data.iterdir())
        if path.name in {"secret-key", "openrounds.db", "backups"}
        and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    if open_to_others and stat.S_IMODE(data.stat().st_mode) & 0o077:
        yield risk(
            f"Other accounts of this machine may read {', '.join(open_to_others)} in {data}.",
            f"chmod -R go= {data}",
        )


def disk(config: Config) -> Findings:
    """Whether there is room to write."""
    folder = next(one for one in (config.data, *config.data.absolute().parents) if one.exists())
    usage = shutil.disk_usage(folder)
    if usage.free < LOW_BYTES or usage.free < usage.total * LOW_SHARE:
        free_mb = usage.free // 1_000_000
        weigh = fault if usage.free < LOW_BYTES // 10 else risk
        yield weigh(
            f"The disk of {config.data} is nearly full: {free_mb} MB are left.",
            "Delete old backups in the data folder, or give it a larger disk.",
        )


def port(config: Config) -> Findings:
    """Whether somebody listens already."""
    if config.port == 0:
        return
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(config.host, config.host)  # noqa: S104 - compared, not bound
        if probe.connect_ex((host, config.port)) == 0:
            yield hint(
                f"Something listens on port {config.port} already.",
                "If that is this server, all is well. Otherwise set OPENROUNDS_PORT; `serve` would "
                "take the next free port and say so.",
            )


def open_files(config: Config) -> Findings:
    """Each live stream is an open file."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < config.streams + FILES_BESIDE_STREAMS:
        yield risk(
            f"The system allows {hard} open files, and OPENROUNDS_STREAMS allows "
            f"{config.streams} streams.",
            "Raise LimitNOFILE in the systemd unit, or lower OPENROUNDS_STREAMS.",
        )


def secret_key_file(config: Config) -> Findings:
    """The key that was made at the first start."""
    path = config.data / "secret-key"
    if not config.secret_key and path.exists() and len(path.read_text().strip()) < 32:
        yield fault(
            f"The secret key in {path} is short or empty; who guesses it can sign in as anybody.",
            "Delete the file and start the server: everybody has to sign in again.",
        )
