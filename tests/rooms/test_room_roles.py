"""Who is who in a room, and how people are let in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.conftest import Player

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.models import Invitation, Level, Membership, Room, RoomRole

PEOPLE = "/rooms/gynae/host/people/"
LINKS = "/rooms/gynae/host/invitations/"


def member(name: str = "Blue Heron") -> Membership:
    return Membership.objects.get(pseudonym=name)


def test_a_host_gives_a_role_and_the_words_beside_a_name(host: Player, at_patient: Viewer) -> None:
    words = "paediatrician, checked by the charity in March 2026"

    host.post(f"{PEOPLE}{member().public_id}/", {"role": "clinician_claimed", "line": words})

    assert (member().role, member().line) == (RoomRole.CLINICIAN_CLAIMED, words)
    assert words in host.get(PEOPLE).content.decode()


def test_a_co_host_can_run_the_room(host: Player, patient: Player, at_patient: Viewer) -> None:
    host.post(f"{PEOPLE}{member().public_id}/", {"role": "host", "line": ""})

    assert patient.get("/rooms/gynae/host/").status_code == 200


def test_the_last_host_cannot_step_down(host: Player, at_host: Viewer, at_patient: Viewer) -> None:
    mine = member("Ruth").public_id

    assert host.post(f"{PEOPLE}{mine}/", {"role": "member", "line": ""}).status_code == 422
    host.post(f"{PEOPLE}{member().public_id}/", {"role": "host", "line": ""})
    host.post(f"{PEOPLE}{mine}/", {"role": "member", "line": ""})

    assert member("Ruth").role == RoomRole.MEMBER


def test_the_list_of_people_shows_nothing_of_their_accounts(
    host: Player, patient: Player, at_patient: Viewer
) -> None:
    page = host.get(PEOPLE).content.decode()

    assert "Blue Heron" in page
    assert patient.person.handle not in page
    assert patient.person.email not in page


@pytest.fixture
def invited_room(make_room: Callable[..., Room]) -> Room:
    return make_room(level=Level.INVITED)


def make_link(host: Player, **given: object) -> str:
    page = host.post(LINKS, {"role": "member", "uses": 1, "days": 14, **given}).content.decode()
    start = page.index("/rooms/gynae/door/")
    return page[start : page.index('"', start)]


def test_a_link_lets_one_person_in(
    host: Player, invited_room: Room, patient: Player, stranger: Player
) -> None:
    link = make_link(host)
    page = patient.get(link)
    assert page.status_code == 200
    shown = page.content.decode()
    notice = shown.partition('name="notice" value="')[2].partition('"')[0]

    given = {"pseudonym": "Blue Heron", "notice": notice, "accepted": "on"}
    patient.post(link, given)

    assert access_room(patient.person, "gynae").membership is not None
    assert stranger.get(link).status_code == 404


def test_a_link_is_shown_once_and_kept_nowhere(host: Player, invited_room: Room) -> None:
    link = make_link(host)
    key = link.partition("invitation=")[2]

    assert key not in host.get(LINKS).content.decode()
    assert key not in Invitation.objects.get().digest


def test_a_link_ends_on_its_day(
    clock: time_machine.Traveller, host: Player, invited_room: Room, patient: Player
) -> None:
    link = make_link(host, days=2)

    clock.shift(timedelta(days=2, seconds=1))

    assert patient.get(link).status_code == 404


def test_a_host_shuts_a_link(host: Player, invited_room: Room, patient: Player) -> None:
    link = make_link(host)

    host.post(f"{LINKS}{Invitation.objects.get().ref}/end/")

    assert patient.get(link).status_code == 404


def test_an_invitation_of_another_room_cannot_be_shut(
    host: Player, room: Room, make_room: Callable[..., Room], moderator: Player, visitor: Client
) -> None:
    make_link(host)
    other = make_room("other")

    answer = host.post(f"/rooms/{other.slug}/host/invitations/{Invitation.objects.get().ref}/end/")

    assert answer.status_code == 404
    assert Invitation.objects.get().uses_left == 1


@pytest.mark.parametrize("given", [{"uses": 0}, {"uses": 501}, {"days": 0}, {"days": 366}])
def test_a_link_without_bounds_is_not_made(
    given: dict[str, int], host: Player, invited_room: Room
) -> None:
    answer = host.post(LINKS, {"role": "member", "uses": 1, "days": 14, **given})

    assert not Invitation.objects.exists()
    assert 'class="wrong"' in answer.content.decode()
