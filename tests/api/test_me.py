"""My account through the interface."""

import io
import zipfile
from collections.abc import Callable

import pytest
from tests.api.conftest import Program
from tests.conftest import Player

from openrounds.accounts.models import ApiToken


@pytest.fixture
def mine(program: Callable[..., Program], patient: Player) -> Program:
    return program(patient)


@pytest.fixture
def at_browser(patient: Player) -> Program:
    return Program(client=patient)


def test_i_read_and_change_what_i_say_about_myself(mine: Program) -> None:
    assert mine.get("me")["handle"] == "patient"

    changed = mine.patch("me", language="es", says_clinician=True)

    assert (changed["handle"], changed["language"]) == ("patient", "es")
    assert changed["roles"] == ["clinician_claimed", "member"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"handle": "a b"}, "/handle"),
        ({"handle": "stranger"}, "/handle"),
        ({"language": "xx"}, "/language"),
        ({"time_zone": "Mars/Olympus"}, "/time_zone"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    mine: Program, stranger: Player, change: dict[str, str], field: str
) -> None:
    refused = mine.patch("me", **change)

    assert refused.status == 422
    assert [fault["pointer"] for fault in refused["fields"]] == [field]


def test_a_browser_makes_a_key_that_works_until_it_is_ended(at_browser: Program) -> None:
    made = at_browser.post("me/keys", name="my reader")
    reader = Program(made["key"])

    [key] = reader.get("me/keys")["items"]
    assert (key["name"], key["may_write"]) == ("my reader", False)
    assert at_browser.delete(f"me/keys/{key['id']}").status == 204
    assert reader.get("me").status == 401


def test_a_key_makes_no_keys(mine: Program) -> None:
    assert mine.post("me/keys", name="another", may_write=True).status == 401
    assert ApiToken.objects.count() == 1


def test_nobody_ends_the_keys_of_others(
    mine: Program, stranger: Player, program: Callable[..., Program]
) -> None:
    [key] = mine.get("me/keys")["items"]

    assert program(stranger).delete(f"me/keys/{key['id']}").status == 404
    assert mine.delete("me/keys/").status == 404
    assert mine.get("me").status == 200


def test_everything_about_me_comes_in_one_archive(mine: Program) -> None:
    taken = mine.call("POST", "me/export")

    with zipfile.ZipFile(io.BytesIO(taken.body)) as archive:
        assert "account/account.json" in archive.namelist()
    assert taken.headers["Cache-Control"] == "no-store"


def test_a_session_takes_nothing_along_without_its_page(at_browser: Program) -> None:
    assert at_browser.call("POST", "me/export").status == 401
