"""Rooms through the interface."""

from collections.abc import Callable

import pytest
from tests.api.conftest import Program
from tests.conftest import Player

from openrounds.rooms.models import Level, Room


def test_a_host_of_the_community_makes_a_room_and_hosts_it(
    program: Callable[..., Program], host: Player
) -> None:
    maker = program(host)

    made = maker.post("rooms", slug="thyroid", title="Thyroid cancer", level="open_indexed")

    assert (made.status, made["level"]) == (201, "open_indexed")
    assert maker.get("rooms/thyroid/me")["role"] == "host"
    assert maker.get("rooms/thyroid/notice")["version"] == 1
    assert maker.post("rooms", slug="thyroid", title="Again")["code"] == "conflict"


def test_others_make_no_rooms(program: Callable[..., Program], stranger: Player) -> None:
    assert program(stranger).post("rooms", slug="mine", title="Mine").status == 403


def test_the_list_holds_what_one_may_read_and_no_more(
    make_room: Callable[..., Room],
    program: Callable[..., Program],
    nobody: Program,
    stranger: Player,
    clinician: Player,
    host: Player,
) -> None:
    for level in Level:
        make_room(f"room-{level.value}", level)

    def listed(one: Program) -> list[str]:
        return [item["slug"][-1] for item in one.get("rooms")["items"]]

    assert listed(nobody) == ["3", "4"]
    assert listed(program(stranger)) == ["2", "3", "4"]
    assert listed(program(clinician)) == ["1", "2", "3", "4"]
    assert listed(program(host)) == ["0", "1", "2", "3", "4"]


def test_the_list_comes_in_pages(make_room: Callable[..., Room], nobody: Program) -> None:
    for name in ("a1", "b2", "c3"):
        make_room(name)

    first = nobody.get("rooms", limit=2)
    rest = nobody.get("rooms", limit=2, after=first["next"])

    assert [r["slug"] for r in first["items"] + rest["items"]] == ["a1", "b2", "c3"]
    assert rest["next"] is None


def test_hosts_change_what_holds_and_others_do_not(patients: Program, hosts: Program) -> None:
    assert patients.patch("rooms/gynae", slow_mode_s=30).status == 403

    assert hosts.patch("rooms/gynae", slow_mode_s=30, locked=True)["slow_mode_s"] == 30
    refused = patients.post("rooms/gynae/posts", text="Hello?")
    assert (refused.status, refused["code"]) == (403, "room_closed")


def test_slow_mode_says_when_it_works_again(patients: Program, hosts: Program) -> None:
    hosts.patch("rooms/gynae", slow_mode_s=30)
    patients.post("rooms/gynae/posts", text="One.")

    refused = patients.post("rooms/gynae/posts", text="Two.")

    assert (refused.status, refused["code"]) == (429, "too_many")
    assert 0 < int(refused.headers["Retry-After"]) <= 30


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"headline": "X"}, "/headline"),
        ({"slow_mode_s": -1}, "/slow_mode_s"),
        ({"title": ""}, "/title"),
    ],
)
def test_a_field_that_does_not_fit_is_named(
    hosts: Program, body: dict[str, object], pointer: str
) -> None:
    refused = hosts.call("PATCH", "rooms/gynae", body)

    assert refused.status == 422
    assert [field["pointer"] for field in refused["fields"]] == [pointer]


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[1", b"text=hello"])
def test_what_is_not_json_is_refused(hosts: Program, body: bytes) -> None:
    assert hosts.call("PATCH", "rooms/gynae", body)["code"] == "bad_request"


def test_an_address_says_what_it_takes(hosts: Program) -> None:
    refused = hosts.call("DELETE", "rooms/gynae")

    assert (refused.status, refused["code"]) == (405, "method_not_allowed")
    assert "PATCH" in refused.headers["Allow"]
    assert hosts.get("no/such/address")["code"] == "not_found"
