"""The product's settings for tests: a data folder of its own, a store on disk, no slow hashing."""

import atexit
import os
import pathlib
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="openrounds-test-")
pathlib.Path(FOLDER, "static").mkdir()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("OPENROUNDS_")]:
    if not name.startswith("OPENROUNDS_TEST_"):
        del os.environ[name]  # what the developer has set for a server of their own
os.environ["OPENROUNDS_DATA"] = FOLDER
os.environ["OPENROUNDS_SECRET_KEY"] = "for tests alone, and long enough to satisfy every check"
os.environ["OPENROUNDS_SQLITE_SYNCHRONOUS"] = "OFF"
if store := os.environ.get("OPENROUNDS_TEST_DATABASE_URL"):
    os.environ["OPENROUNDS_DATABASE_URL"] = store

from openrounds.project.settings import *  # noqa: E402, F403
from openrounds.project.settings import DATABASES  # noqa: E402

if not store:
    # On disk, as in production: an SQLite store in memory locks differently between threads.
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER}/test.db"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 takes 0.2 s each
