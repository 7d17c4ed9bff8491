import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.servers import StartServer

pytestmark = pytest.mark.processes


@pytest.fixture
def place(openrounds: Any, migrated: Path) -> Path:
    """A place with somebody in it."""
    answer = openrounds("users", "create", "nina", "nina@example.org", "--role", "administrator")
    assert answer.returncode == 0, answer.stderr
    return migrated


@contextmanager
def writing_in_pairs(store: Path) -> Iterator[list[int]]:
    """While this is open, two entries go into the log in each transaction, as fast as it can."""
    done: list[int] = []
    stop = threading.Event()
    entry = (
        "INSERT INTO audit_logentry (at, action, actor_ref, object_kind, object_ref, room_ref, "
        "content_hash, detail) VALUES ('2026-03-02', ?, '', '', '', '', '', '{}')"
    )

    def write() -> None:
        connection = sqlite3.connect(store, timeout=20, isolation_level=None)
        while not stop.is_set():
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(entry, ("left",))
            connection.execute(entry, ("right",))
            connection.execute("COMMIT")
            done.append(1)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()


def count(store: Path, action: str) -> int:
    connection = sqlite3.connect(store)
    try:
        query = "SELECT count(*) FROM audit_logentry WHERE action = ?"
        return int(connection.execute(query, (action,)).fetchone()[0])
    finally:
        connection.close()


def test_a_backup_made_while_others_write_holds_whole_transactions(
    openrounds: Any, place: Path, tmp_path: Path
) -> None:
    with writing_in_pairs(place / "openrounds.db") as done:
        saved = openrounds("backup", str(tmp_path / "copy.zip"))
        during = len(done)

    restored = openrounds("restore", str(tmp_path / "copy.zip"), data=str(tmp_path / "new"))

    assert saved.returncode == 0, saved.stderr
    assert "Restore proved" in restored.stdout
    store = tmp_path / "new" / "openrounds.db"
    assert 0 < count(store, "left") == count(store, "right") <= during


def test_a_restored_place_is_the_same_place(
    openrounds: Any, place: Path, tmp_path: Path, start_server: StartServer
) -> None:
    key = (place / "secret-key").read_text()
    openrounds("backup", str(tmp_path / "copy.zip"))

    openrounds("restore", str(tmp_path / "copy.zip"), data=str(tmp_path / "new"))
    listed = openrounds("users", "list", data=str(tmp_path / "new"))
    server = start_server(data=tmp_path / "new")

    assert "nina" in listed.stdout
    assert "administrator" in listed.stdout
    assert (tmp_path / "new" / "secret-key").read_text() == key
    assert server.client().get("/healthz").status_code == 200


def test_a_backup_has_a_place_of_its_own_and_old_ones_are_deleted(
    openrounds: Any, place: Path
) -> None:
    folder = place / "backups"
    openrounds("backup")
    first = next(folder.iterdir()).rename(folder / "openrounds-20260101T000000Z.zip")

    answer = openrounds("backup", "--keep", "1")

    assert "1 older backups deleted" in answer.stdout
    assert len(list(folder.iterdir())) == 1
    assert not first.exists()


def test_a_backup_is_for_its_owner_alone(openrounds: Any, place: Path, tmp_path: Path) -> None:
    openrounds("backup", str(tmp_path / "copy.zip"))

    assert (tmp_path / "copy.zip").stat().st_mode & 0o077 == 0


def test_nothing_is_written_over(openrounds: Any, place: Path, tmp_path: Path) -> None:
    openrounds("backup", str(tmp_path / "copy.zip"))

    again = openrounds("backup", str(tmp_path / "copy.zip"))
    into = openrounds("restore", str(tmp_path / "copy.zip"))

    assert (again.returncode, into.returncode) == (1, 1)
    assert "exists already" in again.stderr
    assert "is not empty" in into.stderr


def rewritten(backup: Path, target: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))


def test_a_damaged_backup_is_refused(openrounds: Any, place: Path, tmp_path: Path) -> None:
    openrounds("backup", str(tmp_path / "copy.zip"))
    rewritten(tmp_path / "copy.zip", tmp_path / "bad.zip", "secret-key", b"another key")

    answer = openrounds("restore", str(tmp_path / "bad.zip"), data=str(tmp_path / "new"))

    assert answer.returncode == 1
    assert "its checksum is another" in answer.stderr


def test_a_backup_cannot_write_outside_its_folder(
    openrounds: Any, place: Path, tmp_path: Path
) -> None:
    openrounds("backup", str(tmp_path / "copy.zip"))
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        manifest = archive.read("manifest.json").replace(b'"secret-key"', b'"../secret-key"')
    rewritten(tmp_path / "copy.zip", tmp_path / "bad.zip", "manifest.json", manifest)

    answer = openrounds("restore", str(tmp_path / "bad.zip"), data=str(tmp_path / "new"))

    assert "outside its folder" in answer.stderr
    assert not (tmp_path / "secret-key").exists()


def test_what_is_no_backup_is_said_to_be_none(openrounds: Any, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("Dear Nina")

    answer = openrounds("restore", str(tmp_path / "letter.zip"))

    assert answer.returncode == 1
    assert "not a backup of OpenRounds" in answer.stderr


def test_a_postgresql_store_goes_there_and_back(
    openrounds: Any, tmp_path: Path, fresh_postgres: Any
) -> None:
    here, there = fresh_postgres(), fresh_postgres()
    openrounds("manage", "migrate", "--verbosity=0", database_url=here)
    openrounds("users", "create", "nina", "nina@example.org", database_url=here)

    saved = openrounds("backup", str(tmp_path / "copy.zip"), database_url=here)
    elsewhere = {"data": str(tmp_path / "new"), "database_url": there}
    restored = openrounds("restore", str(tmp_path / "copy.zip"), **elsewhere)
    listed = openrounds("users", "list", **elsewhere)

    assert saved.returncode == 0, saved.stderr
    assert "Restore proved" in restored.stdout, restored.stderr
    assert "nina" in listed.stdout
