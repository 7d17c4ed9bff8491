"""Coming into a room with a browser: a name for this room alone, and the notice that was read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.conftest import Player

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.door import invite, show_out
from openrounds.rooms.actions.notices import write_notice
from openrounds.rooms.models import Acceptance, Level, Membership, Room, RoomRole
from openrounds.rooms.pseudonyms import resembles
from openrounds.rooms.queries.notices import current_notice

pytestmark = pytest.mark.django_db


def knock(player: Client, room: Room, name: str, query: str = "", **fields: str) -> HttpResponse:
    notice = current_notice(room).digest
    return player.post(
        f"/rooms/{room.slug}/door/{query}",
        {"pseudonym": name, "notice": notice, "accepted": "on", **fields},
    )


def test_the_door_shows_the_notice_and_proposes_a_name(room: Room, stranger: Player) -> None:
    page = stranger.get("/rooms/gynae/door/").content.decode()

    assert "Not medical advice" in page
    assert "it leads nowhere else" in page
    proposed = page.split('name="pseudonym"')[1].split('value="')[1].split('"')[0]
    assert len(proposed.split()) == 2


def test_somebody_comes_in_under_a_name_with_the_notice_accepted(
    room: Room, stranger: Player
) -> None:
    answer = knock(stranger, room, "Grey Linnet")

    assert answer["Location"] == "/rooms/gynae/"
    member = Membership.objects.get(pseudonym="Grey Linnet")
    accepted = Acceptance.objects.get(membership=member)
    assert accepted.digest == current_notice(room).digest
    assert "Grey Linnet" in stranger.get("/rooms/gynae/").content.decode()
    assert stranger.get("/rooms/gynae/door/")["Location"] == "/rooms/gynae/"


def test_nobody_comes_in_without_accepting(room: Room, stranger: Player) -> None:
    answer = stranger.post(
        "/rooms/gynae/door/",
        {"pseudonym": "Grey Linnet", "notice": current_notice(room).digest},
    )

    assert answer.status_code == 422
    assert "Grey Linnet" in answer.content.decode()
    assert not Membership.objects.filter(pseudonym="Grey Linnet").exists()


def test_a_notice_that_changed_meanwhile_is_shown_and_nobody_is_half_in(
    at_host: Viewer, room: Room, stranger: Player
) -> None:
    old = current_notice(room)
    write_notice(room, old.elements | {"contact": "Write to the office."})

    answer = knock(stranger, room, "Grey Linnet", notice=old.digest)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The notice has changed while you were reading." in page
    assert "Write to the office." in page
    assert not Membership.objects.filter(pseudonym="Grey Linnet").exists()
    assert not Acceptance.objects.filter(person=stranger.person).exists()


def test_a_name_that_is_taken_comes_back_with_a_way_on(
    at_patient: Viewer, room: Room, stranger: Player
) -> None:
    answer = knock(stranger, room, "blue heron")

    assert answer.status_code == 409
    assert "already has this name" in answer.content.decode()


@pytest.mark.parametrize("name", ["", "x", "y" * 41, "<b>"])
def test_names_have_two_to_forty_signs(room: Room, stranger: Player, name: str) -> None:
    answer = knock(stranger, room, name)

    is_in = Membership.objects.filter(person=stranger.person).exists()
    assert is_in == (2 <= len(name) <= 40)
    assert answer.status_code == (302 if is_in else 422)


def test_a_name_like_the_accounts_is_warned_of_once(room: Room, stranger: Player) -> None:
    warned = knock(stranger, room, "Stranger")

    page = warned.content.decode()
    assert warned.status_code == 422
    assert "close to the name of your account" in page
    assert 'name="use_anyway"' in page
    assert 'value="on"' in page.split('name="use_anyway"')[1].split(">")[0]
    assert knock(stranger, room, "Stranger", use_anyway="on").status_code == 302


@pytest.mark.parametrize(
    ("name", "handle"),
    [("Nina", "nina"), ("N.i-N a", "nina"), ("Nina from Leeds", "nina"), ("Anna", "joanna")],
)
def test_a_name_that_holds_the_handle_leads_to_the_account(name: str, handle: str) -> None:
    assert resembles(name, handle)


@pytest.mark.parametrize(
    ("name", "handle"), [("Blue Heron", "nina"), ("Ann", "joanna"), ("…", "nina")]
)
def test_another_name_leads_nowhere(name: str, handle: str) -> None:
    assert not resembles(name, handle)


def test_whoever_is_not_signed_in_reads_the_notice_and_is_led_to_sign_in(
    room: Room, visitor: Client
) -> None:
    page = visitor.get("/rooms/gynae/door/").content.decode()

    assert "Not medical advice" in page
    assert "/accounts/login/?next=%2Frooms%2Fgynae%2Fdoor%2F" in page
    assert knock(visitor, room, "Grey Linnet").status_code == 200
    assert not Membership.objects.filter(pseudonym="Grey Linnet").exists()


def test_an_invitation_opens_the_door_of_a_room_that_sounds_like_none(
    make_room: Callable[..., Room], host: Player, stranger: Player, visitor: Client
) -> None:
    room = make_room("inner", Level.INVITED)
    at_inner = access_room(host.person, "inner")
    key = invite(at_inner, role=RoomRole.MEMBER, uses=1, ends_at=timezone.now() + timedelta(days=1))

    assert stranger.get("/rooms/inner/door/").status_code == 404
    assert stranger.get("/rooms/inner/door/?invitation=guessed").status_code == 404
    assert visitor.get(f"/rooms/inner/door/?invitation={key}").status_code == 200
    answer = knock(stranger, room, "Grey Linnet", f"?invitation={key}")

    assert answer["Location"] == "/rooms/inner/"
    assert stranger.get("/rooms/inner/").status_code == 200
    assert visitor.get(f"/rooms/inner/door/?invitation={key}").status_code == 404


def test_whoever_was_shown_out_is_told_so_at_the_door(
    at_host: Viewer, at_patient: Viewer, patient: Player, room: Room
) -> None:
    assert at_patient.membership is not None
    show_out(at_host, at_patient.membership)

    answer = knock(patient, room, "Another Name")

    assert answer.status_code == 403
    assert "closed this room to you" in answer.content.decode()
