"""Copy everything, consistently and while the site is in use, into one file."""

import argparse
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import openrounds
from openrounds.cli import _archive, _postgres, _sqlite
from openrounds.errors import Conflict, NotFound
from openrounds.project.config import Config

SCRATCH = ".backup-"


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "openrounds backup",
        description=f"{__doc__} The file holds keys and what people wrote: guard it well.",
    )
    parser.add_argument("file", nargs="?", type=Path, help="default: a new file in DATA/backups/")
    parser.add_argument("--keep", type=int, help="then delete all but so many of DATA/backups/")
    return parser.parse_args(words)


def _target(config: Config, now: datetime) -> Path:
    folder = config.data / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"openrounds-{now:%Y%m%dT%H%M%SZ}.zip"


def _other_files(data: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data)
        is_ours = name.parts[0] in _archive.LEFT_OUT or name.parts[0].startswith(SCRATCH)
        if path.is_file() and not path.is_symlink() and not is_ours:
            yield name.as_posix(), path


def _copy_store(config: Config, folder: Path) -> tuple[str, Path, dict[str, int]]:
    if config.database_url:
        copy = folder / _archive.POSTGRES_NAME
        return "postgresql", copy, _postgres.dump(config.database_url, copy)
    store = config.data / _archive.SQLITE_NAME
    if not store.exists():
        raise NotFound(
            f"There is no store in {config.data}.", remedy="Set OPENROUNDS_DATA to the data folder."
        )
    copy = folder / _archive.SQLITE_NAME
    _sqlite.copy_store(store, copy)
    return "sqlite", copy, _sqlite.count_rows(copy)


def write_backup(config: Config, target: Path, *, now: datetime) -> _archive.Manifest:
    """Write a backup under a new name and then give it its own: it is never half there."""
    if target.exists():
        raise Conflict(f"{target} exists already.", remedy="Choose another name.")
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=SCRATCH) as folder:
            store, copy, rows = _copy_store(config, Path(folder))
            # The store first: a file that comes later is one too many, never one too few.
            files = dict([(copy.name, copy), *_other_files(config.data)])
            manifest = _archive.Manifest(
                version=openrounds.__version__,
                made_at=now.isoformat(timespec="seconds"),
                store=store,
                files={name: _archive.sha256_of(path) for name, path in files.items()},
                rows=rows,
            )
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_archive.MANIFEST, manifest.to_json())
                for name, path in files.items():
                    archive.write(path, name)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _forget_old(folder: Path, keep: int) -> int:
    kept = max(keep, 1)
    old = sorted(folder.glob("openrounds-*.zip"))[:-kept]
    for path in old:
        path.unlink()
    return len(old)


def run(arguments: Sequence[str]) -> int:
    """Make one backup and say what it holds."""
    options = _arguments(arguments)
    config = Config.from_env()
    now = datetime.now(UTC)  # noqa: TID251 - the edge
    target = options.file or _target(config, now)
    manifest = write_backup(config, target, now=now)
    size_mb = target.stat().st_size / 1e6
    rows = sum(manifest.rows.values())
    print(f"{target}: {len(manifest.rows)} tables, {rows} rows, {size_mb:.1f} MB")
    print("It holds keys and what people wrote. To prove it: openrounds restore, elsewhere.")
    if options.keep and not options.file:
        print(f"{_forget_old(target.parent, options.keep)} older backups deleted.")
    return 0
