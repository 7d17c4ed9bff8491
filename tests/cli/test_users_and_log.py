import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.processes


def test_somebody_gets_an_account_a_role_and_a_link(openrounds: Any, migrated: Path) -> None:
    made = openrounds("users", "create", "Nina", "nina@example.org", "--role", "host")
    listed = openrounds("users", "list")
    link = openrounds("users", "link", "nina")

    assert made.returncode == 0, made.stderr
    assert "http://127.0.0.1:" in made.stdout
    assert "host" in listed.stdout
    assert "1 accounts" in listed.stdout
    assert "once, within 24 hours" in link.stdout


def test_a_role_is_given_and_taken_back(openrounds: Any, migrated: Path) -> None:
    openrounds("users", "create", "nina", "nina@example.org")

    given = openrounds("users", "role", "grant", "nina", "moderator", "--reason", "vetted")
    taken = openrounds("users", "role", "revoke", "nina", "moderator")

    assert "nina is now: moderator" in given.stdout
    assert "nina is now: member" in taken.stdout


def test_a_handle_that_nobody_has_is_explained(openrounds: Any, migrated: Path) -> None:
    answer = openrounds("users", "link", "nobody")

    assert answer.returncode == 1
    assert "Nobody here has the handle nobody" in answer.stderr


def test_the_log_is_written_out_with_references_and_no_names(
    openrounds: Any, migrated: Path
) -> None:
    openrounds("users", "create", "nina", "nina@example.org", "--role", "host")

    rows = [json.loads(line) for line in openrounds("export", "log").stdout.splitlines()]

    assert [row["action"] for row in rows] == [
        "person.joined", "role.granted", "sign_in_link.made",
    ]  # fmt: skip
    assert "nina" not in json.dumps(rows)


def test_the_log_goes_into_a_table_and_the_export_is_logged(
    openrounds: Any, migrated: Path, tmp_path: Path
) -> None:
    openrounds("users", "create", "nina", "nina@example.org", "--password", stdin="a long one 12\n")
    target = tmp_path / "log.csv"

    openrounds("export", "log", "--format", "csv", "--output", str(target))
    rows = list(csv.DictReader(io.StringIO(target.read_text())))
    later = openrounds("export", "log", "--since", "2026-01-01").stdout

    assert [row["action"] for row in rows] == ["person.joined"]
    assert '"log.exported"' in later
    assert openrounds("export", "log", "--until", "2026-01-01").stdout == ""


def test_a_text_is_checked_without_going_anywhere(openrounds: Any, data: Path) -> None:
    lines = openrounds("check", stdin="Call me on +44 20 7946 0958")
    parsed = json.loads(openrounds("check", "--json", stdin="Call +44 20 7946 0958").stdout)

    assert "phone" in lines.stdout
    assert parsed["findings"][0]["kind"] == "phone"
    assert not data.exists()


def test_a_verb_that_does_not_exist_is_answered_with_those_that_do(openrounds: Any) -> None:
    answer = openrounds("sevre")

    assert answer.returncode == 2
    assert "serve the site" in answer.stderr
