"""Coming in through the interface."""

from collections.abc import Callable

import pytest
from tests.api.conftest import Program
from tests.conftest import Player

from openrounds.rooms.models import Level, Membership, Room


@pytest.fixture
def strangers(program: Callable[..., Program], stranger: Player) -> Program:
    return program(stranger)


def test_one_comes_in_accepts_the_notice_and_writes(strangers: Program, room: Room) -> None:
    joined = strangers.post("rooms/gynae/join", pseudonym="Grey Owl")
    assert (joined["name"], joined["notice_accepted"]) == ("Grey Owl", False)
    assert strangers.post("rooms/gynae/posts", text="Too early.")["code"] == "notice_not_accepted"

    notice = strangers.get("rooms/gynae/notice")
    accepted = strangers.post("rooms/gynae/notice/acceptance", digest=notice["digest"])

    assert accepted["accepted"]
    assert strangers.post("rooms/gynae/posts", text="Now.").status == 201


def test_whoever_names_nothing_is_given_a_neutral_name(
    strangers: Program, room: Room, stranger: Player
) -> None:
    joined = strangers.call("POST", "rooms/gynae/join")

    assert joined.status == 200
    assert stranger.person.handle not in joined["name"].lower()


def test_coming_in_again_changes_nothing(strangers: Program, room: Room) -> None:
    first = strangers.post("rooms/gynae/join")
    again = strangers.post("rooms/gynae/join")

    assert first.body == again.body
    assert Membership.objects.filter(room=room).count() == 2


def test_a_taken_name_is_refused_and_a_new_one_taken(strangers: Program, room: Room) -> None:
    assert strangers.post("rooms/gynae/join", pseudonym="ruth")["code"] == "conflict"

    strangers.post("rooms/gynae/join", pseudonym="Grey Owl")
    assert strangers.patch("rooms/gynae/me", pseudonym="White Owl")["name"] == "White Owl"


def test_whoever_leaves_cannot_write(strangers: Program, room: Room) -> None:
    strangers.post("rooms/gynae/join")

    assert strangers.post("rooms/gynae/leave").status == 204
    assert strangers.post("rooms/gynae/posts", text="Still here?").status == 403


def test_a_closed_room_sounds_like_none(strangers: Program, make_room: Callable[..., Room]) -> None:
    make_room("closed", Level.INVITED)

    closed, none = strangers.get("rooms/closed"), strangers.get("rooms/none")

    assert closed.status == none.status == 404
    assert {**closed.body, "instance": ""} == {**none.body, "instance": ""}
    bad_key = strangers.post("rooms/closed/join", invitation="x")
    assert bad_key["detail"] == strangers.post("rooms/none/join", invitation="x")["detail"]


def test_only_the_digest_that_was_read_is_accepted(strangers: Program, room: Room) -> None:
    strangers.post("rooms/gynae/join")

    refused = strangers.post("rooms/gynae/notice/acceptance", digest="0" * 64)

    assert (refused.status, refused["code"]) == (409, "conflict")


def test_an_acceptance_is_on_record_and_can_be_taken_back(patients: Program) -> None:
    assert patients.delete("rooms/gynae/notice/acceptance").status == 204

    [mine] = patients.get("rooms/gynae/notice/acceptances")["items"]
    assert mine["withdrawn_at"] is not None
    assert patients.post("rooms/gynae/posts", text="Now?")["code"] == "notice_not_accepted"


def test_hosts_write_a_new_version_and_everybody_is_asked_again(
    hosts: Program, patients: Program
) -> None:
    proposed = hosts.get("rooms/gynae/notice/proposed")["elements"]
    elements = proposed | {"contact": "Write to the office."}

    written = hosts.post("rooms/gynae/notice", elements=elements)

    assert (written.status, written["version"]) == (201, 2)
    assert not patients.get("rooms/gynae/me")["notice_accepted"]
    assert patients.post("rooms/gynae/notice", elements=elements).status == 403
    newest, first = hosts.get("rooms/gynae/notice/versions")["items"]
    assert (newest["accepted"], first["accepted"]) == (0, 2)
