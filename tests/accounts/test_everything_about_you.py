import io
import json
import zipfile

import pytest
from tests.accounts.conftest import prove
from tests.conftest import Player

from openrounds.accounts import export
from openrounds.accounts.actions import grant_role, make_token
from openrounds.accounts.models import Role
from openrounds.audit.models import LogEntry

PAGE = "/accounts/data/export/"


def fetch(player: Player) -> dict[str, bytes]:
    answer = player.post(PAGE)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_asks_first_who_one_is(at_home: Player) -> None:
    answer = at_home.post(PAGE)

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


def test_the_archive_holds_all_that_accounts_know(at_home: Player, administrator: Player) -> None:
    grant_role(at_home.person, Role.HOST, by=administrator.person, reason="runs Mondays")
    key = make_token(at_home.person, name="my reader", may_write=False)
    prove(at_home)

    files = fetch(at_home)

    account = json.loads(files["account/account.json"])
    assert (account["handle"], account["email"]) == ("nora", "nora@example.org")
    assert json.loads(files["account/roles.json"])[0]["reason"] == "runs Mondays"
    assert json.loads(files["account/keys.json"])[0]["name"] == "my reader"
    assert json.loads(files["account/browsers.json"])[0]["ip"] == "127.0.0.0"
    actions = [entry["action"] for entry in json.loads(files["account/log.json"])]
    assert actions == ["person.joined", "role.granted", "token.made"]
    everything = b"".join(files.values())
    assert key.encode() not in everything
    assert at_home.person.password.encode() not in everything


def test_the_archive_holds_nothing_of_anybody_else(
    at_home: Player, administrator: Player, patient: Player
) -> None:
    grant_role(at_home.person, Role.HOST, by=administrator.person, reason="runs Mondays")
    grant_role(patient.person, Role.HOST, by=administrator.person, reason="runs Tuesdays")
    prove(at_home)

    everything = b"".join(fetch(at_home).values())

    for word in ("patient", "administrator", "Tuesdays", administrator.person.log_ref):
        assert word.encode() not in everything


def test_the_page_in_the_archive_shows_what_the_files_hold_and_runs_nothing(
    at_home: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        export._parts,
        "rooms",
        lambda _: [("posts.json", export.as_json([{"text": "<script>alert(1)</script>"}]))],
    )
    prove(at_home)

    files = fetch(at_home)

    assert "rooms/posts.json" in files
    page = files["index.html"].decode()
    assert "nora@example.org" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page


def test_two_parts_cannot_have_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(export._parts, "rooms", lambda _: [])

    with pytest.raises(ValueError, match="rooms"):
        export.register("rooms", lambda _: [])


def test_fetching_the_archive_is_logged(at_home: Player) -> None:
    prove(at_home)
    fetch(at_home)

    assert LogEntry.objects.filter(action="person.exported").count() == 1


def test_the_archive_takes_a_post(at_home: Player) -> None:
    prove(at_home)

    assert at_home.get(PAGE).status_code == 405
