"""Narrowing and widening a room through the interface."""

from collections.abc import Callable

import pytest
from tests.api.conftest import Program
from tests.conftest import Player

from openrounds.rooms.models import Level, Room

HERE = "rooms/gynae/publicness"


def test_anybody_who_reads_sees_who_else_can(nobody: Program, hosts: Program) -> None:
    now = nobody.get(HERE)["now"]

    assert (now["level"], now["whole_web"], now["search_engines"]) == ("open_unlisted", True, False)
    assert now["able"] is None


def test_narrowing_holds_at_once(hosts: Program, nobody: Program, patients: Program) -> None:
    assert hosts.post(f"{HERE}/narrow", level="invited")["now"]["level"] == "invited"

    assert nobody.get("rooms/gynae").status == 404
    assert patients.get("rooms/gynae/posts").status == 200
    assert hosts.post(f"{HERE}/narrow", level="members")["code"] == "refused"


def test_widening_shows_the_difference_and_wants_a_confirmation(
    hosts: Program, make_room: Callable[..., Room]
) -> None:
    make_room("closed", Level.INVITED)
    here = "rooms/closed/publicness"

    there = hosts.get(here, to="open_indexed")["there"]
    assert (there["whole_web"], there["search_engines"]) == (True, True)
    refused = hosts.post(f"{here}/widen", level="open_indexed")
    assert (refused.status, refused["code"]) == (422, "refused")

    assert hosts.get(here)["now"]["level"] == "invited"
    done = hosts.post(f"{here}/widen", level="open_indexed", confirmed=True)
    assert done["now"]["level"] == "open_indexed"


def test_a_promise_is_shown_and_can_come_sooner_alone(hosts: Program, nobody: Program) -> None:
    hosts.post(f"{HERE}/promise", level="members", due_at="2040-03-01T00:00:00Z")
    [promised] = nobody.get(HERE)["promises"]
    assert (promised["level"], promised["due_at"][:10]) == ("members", "2040-03-01")

    later = hosts.put(f"{HERE}/promise", level="members", due_at="2041-03-01T00:00:00Z")
    assert later["code"] == "refused"
    sooner = hosts.put(f"{HERE}/promise", level="members", due_at="2039-03-01T00:00:00Z")
    assert sooner["promises"][0]["due_at"][:10] == "2039-03-01"


def test_the_end_is_promised_and_can_come_sooner_alone(hosts: Program) -> None:
    assert hosts.put(f"{HERE}/gone-at", gone_at="2040-03-01T00:00:00Z")["gone_at"]

    assert hosts.put(f"{HERE}/gone-at", gone_at="2041-03-01T00:00:00Z")["code"] == "refused"


@pytest.mark.parametrize("verb", ["narrow", "widen", "promise"])
def test_only_hosts_change_it(patients: Program, verb: str) -> None:
    wish = {"level": "invited", "confirmed": True, "due_at": "2040-03-01T00:00:00Z"}
    wish = {k: v for k, v in wish.items() if k == "level" or (verb, k) in FIELDS}

    assert patients.post(f"{HERE}/{verb}", **wish).status == 403


FIELDS = {("widen", "confirmed"), ("promise", "due_at")}


def test_an_invitation_lets_somebody_in_once(
    hosts: Program,
    make_room: Callable[..., Room],
    program: Callable[..., Program],
    stranger: Player,
) -> None:
    make_room("closed", Level.INVITED)
    guest, invitations = program(stranger), "rooms/closed/invitations"
    key = hosts.post(invitations, ends_at="2040-03-01T00:00:00Z")["key"]
    assert hosts.get(invitations)["items"][0]["uses_left"] == 1
    assert guest.get("rooms/closed").status == 404

    assert guest.post("rooms/closed/join", invitation=key, pseudonym="Grey Owl").status == 200

    assert guest.get("rooms/closed").status == 200
    assert hosts.get(invitations)["items"] == []


def test_a_shut_invitation_opens_nothing(
    hosts: Program,
    make_room: Callable[..., Room],
    program: Callable[..., Program],
    stranger: Player,
) -> None:
    make_room("closed", Level.INVITED)
    key = hosts.post("rooms/closed/invitations", ends_at="2040-03-01T00:00:00Z", uses=9)["key"]
    [kept] = hosts.get("rooms/closed/invitations")["items"]
    assert key not in str(kept)

    assert hosts.delete(f"rooms/closed/invitations/{kept['id']}").status == 204

    assert program(stranger).post("rooms/closed/join", invitation=key).status == 404
