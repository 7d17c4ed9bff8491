"""A backup: a zip file with a manifest of what it holds, and how that was when it was made."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from openrounds.errors import Refused

MANIFEST = "manifest.json"
FORMAT = 1
SQLITE_NAME = "openrounds.db"
POSTGRES_NAME = "database.pgdump"
# In the data folder, and not worth a place in a backup: the store itself (copied in its own way),
# earlier backups, and what the server makes again by itself.
LEFT_OUT = frozenset(
    {SQLITE_NAME, f"{SQLITE_NAME}-wal", f"{SQLITE_NAME}-shm", "backups", "static", ".migrating"}
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: each file's SHA-256, and the number of rows of each table."""

    version: str
    made_at: str
    store: str
    files: Mapping[str, str]
    rows: Mapping[str, int]
    format: int = FORMAT

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2, sort_keys=True)


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest of a backup; refuses what is none, and names that lead out of the folder."""
    try:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            "This file is not a backup of OpenRounds.", remedy="Choose a file that backup wrote."
        ) from error
    if manifest.format != FORMAT:
        raise Refused(
            f"This backup has format {manifest.format}; this version reads {FORMAT}.",
            remedy=f"Restore it with OpenRounds {manifest.version}, then upgrade.",
        )
    for name in manifest.files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise Refused(f"The backup names a file outside its folder: {name}.")
    return manifest


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
