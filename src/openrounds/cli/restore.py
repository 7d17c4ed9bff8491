"""Bring a backup back into an empty place, and prove that all of it arrived."""

import argparse
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openrounds.cli import _archive, _postgres, _sqlite
from openrounds.errors import ConfigError, Conflict, NotFound, Refused
from openrounds.project.config import Config


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("openrounds restore", description=__doc__)
    parser.add_argument("file", type=Path, help="a file that `openrounds backup` wrote")
    return parser.parse_args(words)


def _empty_folder(data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    if any(data.iterdir()):
        raise Conflict(
            f"The data folder {data} is not empty, and nothing is written over.",
            remedy="Set OPENROUNDS_DATA to an empty folder, or move this one away first.",
        )


def _unpack(archive: zipfile.ZipFile, manifest: _archive.Manifest, data: Path) -> None:
    """Only what the manifest names, and only if it is what was put in."""
    for name, expected in manifest.files.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, path.open("xb") as target:
            shutil.copyfileobj(source, target)
        if _archive.sha256_of(path) != expected:
            raise Refused(
                f"{name} in the backup is damaged: its checksum is another.",
                remedy="Use another backup. The data folder now holds a part and can be deleted.",
            )


def _sound_sqlite(data: Path) -> dict[str, int]:
    store = data / _archive.SQLITE_NAME
    if faults := _sqlite.faults_of(store):
        raise Refused(
            f"The store in the backup is damaged: {faults[0]} ({len(faults)} faults).",
            remedy="Use another backup.",
        )
    return _sqlite.count_rows(store)


def _load_postgres(config: Config) -> dict[str, int]:
    dump = config.data / _archive.POSTGRES_NAME
    rows = _postgres.load(config.database_url, dump)
    dump.unlink()
    return rows


def _compare(expected: Mapping[str, int], found: Mapping[str, int]) -> None:
    names = sorted(expected.keys() | found.keys())
    differing = [name for name in names if expected.get(name) != found.get(name)]
    if differing:
        raise Refused(
            f"{len(differing)} tables do not hold what the backup held; the first is "
            f"{differing[0]}: {found.get(differing[0])} rows, not {expected.get(differing[0])}.",
            remedy="Use another backup.",
        )


def restore(config: Config, file: Path) -> _archive.Manifest:
    """Restore into the empty data folder (and the empty database) that `config` names."""
    if not file.is_file():
        raise NotFound(f"There is no file {file}.")
    if not zipfile.is_zipfile(file):
        raise Refused("This file is not a backup of OpenRounds.")
    with zipfile.ZipFile(file) as archive:
        manifest = _archive.read_manifest(archive)
        is_postgres = manifest.store == "postgresql"
        if is_postgres != bool(config.database_url):
            wanted = "set" if is_postgres else "not set"
            raise ConfigError(
                f"The backup holds a {manifest.store} store, so that OPENROUNDS_DATABASE_URL "
                f"has to be {wanted}.",
                remedy="Set it to an empty database." if is_postgres else "Unset it.",
            )
        _empty_folder(config.data)
        _unpack(archive, manifest, config.data)
    rows = _load_postgres(config) if is_postgres else _sound_sqlite(config.data)
    _compare(manifest.rows, rows)
    return manifest


def run(arguments: Sequence[str]) -> int:
    """Restore one backup, compare, and say so."""
    options = _arguments(arguments)
    config = Config.from_env()
    manifest = restore(config, options.file)
    print(f"From OpenRounds {manifest.version}, {manifest.made_at}, into {config.data}.")
    print(
        f"Restore proved: {len(manifest.files)} files with their checksums, "
        f"{len(manifest.rows)} tables with all {sum(manifest.rows.values())} rows."
    )
    return 0
