"""Static files under names that carry their content, compressed once, without a step by hand.

`collect` is called by the server at its start; it does nothing when nothing has changed. Until it
has run, pages name the files plainly and they are served from where they lie.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

import openrounds


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped base
    """Names with content hashes; the imports inside ES modules are rewritten to them as well."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name, or the plain one while nothing has been collected."""
        if not self.hashed_files:
            return name
        return str(super().stored_name(name))


def collect() -> bool:
    """Write the hashed and compressed files to STATIC_ROOT. Result: whether there was work to do.

    Several processes may start at once: the first does it, the others wait and find it done.
    """
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = root / ".fingerprint"
        wanted = _fingerprint()
        if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
            return False
        call_command(Command(), interactive=False, verbosity=0, clear=False)
        mark.write_text(wanted, encoding="utf-8")
        return True


def _fingerprint() -> str:
    digest = hashlib.sha256(openrounds.__version__.encode())
    for name, path in sorted(_sources()):
        state = path.stat()
        digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=()):
            yield name, Path(storage.path(name))
