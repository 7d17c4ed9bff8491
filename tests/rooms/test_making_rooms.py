"""Making a room, through its two pages."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.conftest import Player

from openrounds.rooms.models import Level, Membership, Notice, Room, RoomRole
from openrounds.rooms.notice_wording import ELEMENTS

ADDRESS = "/host/make-a-room/"


def about(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Living with long Covid",
        "slug": "long-covid",
        "purpose": "For people who have it, and those close to them.",
        "language": "en",
        "condition_specific": "True",
        "level": str(Level.MEMBERS.value),
        "gone_at": "",
        "pseudonym": "Ruth",
        **changes,
    }


def parts(**changes: str) -> dict[str, str]:
    return {key: f"Words about {key}." for key in ELEMENTS} | changes


def test_nothing_is_made_before_the_notice_was_read(host: Player) -> None:
    answer = host.post(ADDRESS, about(step="about"))

    assert not Room.objects.exists()
    page = answer.content.decode()
    assert "Do not start, stop or change a treatment because of it." in page
    assert 'value="long-covid"' in page, "what was typed travels on"


def test_a_general_room_is_proposed_the_shorter_notice(host: Player) -> None:
    page = host.post(ADDRESS, about(step="about", condition_specific="False")).content.decode()

    assert "not medical advice" in page
    assert "Do not start, stop or change a treatment" not in page


def test_a_preview_shows_the_notice_as_people_will_read_it(host: Player) -> None:
    answer = host.post(ADDRESS, about(step="preview", **parts(contact="Ask <Ruth>.")))

    page = answer.content.decode()
    assert "As people will read it" in page
    assert "<p>Ask &lt;Ruth&gt;.</p>" in page
    assert not Room.objects.exists()


def test_the_room_is_made_with_its_notice_and_its_maker_as_host(host: Player) -> None:
    answer = host.post(ADDRESS, about(step="make", **parts()), follow=True)

    room = Room.objects.get(slug="long-covid")
    assert answer.redirect_chain[-1][0] == "/rooms/long-covid/host/"
    assert (room.level, room.condition_specific) == (Level.MEMBERS, True)
    assert "Words about readers." in Notice.objects.get(room=room).text
    member = Membership.objects.get(room=room)
    assert (member.person, member.pseudonym, member.role) == (host.person, "Ruth", RoomRole.HOST)


def test_the_day_on_which_the_room_goes_is_promised_from_the_start(
    clock: time_machine.Traveller, host: Player
) -> None:
    host.post(ADDRESS, about(step="make", gone_at="2027-03-01", **parts()))

    assert Room.objects.get().gone_at == datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "Long Covid"},
        {"slug": "x"},
        {"title": ""},
        {"level": "9"},
        {"gone_at": "2020-01-01"},
        {"pseudonym": "R"},
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(host: Player, wrong: dict[str, str]) -> None:
    answer = host.post(ADDRESS, about(step="make", **wrong, **parts()))

    page = answer.content.decode()
    assert not Room.objects.exists()
    assert 'class="wrong"' in page
    assert "For people who have it, and those close to them." in page


def test_an_address_that_is_taken_is_said_before_the_notice(host: Player, room: Room) -> None:
    page = host.post(ADDRESS, about(step="about", slug="gynae")).content.decode()

    assert "There is a room with this address already." in page


def test_a_notice_without_a_needed_part_makes_no_room(host: Player) -> None:
    page = host.post(ADDRESS, about(step="make", **parts(advice=""))).content.decode()

    assert not Room.objects.exists()
    assert "Words about readers." in page


def test_one_can_go_back_to_the_first_step_with_everything_kept(host: Player) -> None:
    page = host.post(ADDRESS, about(step="back", **parts())).content.decode()

    assert 'value="Living with long Covid"' in page
    assert "Step 1 of 2" in page


def test_only_hosts_of_the_community_make_rooms(
    patient: Player, moderator: Player, visitor: Client
) -> None:
    for somebody in (patient, moderator):
        assert somebody.post(ADDRESS, about(step="make", **parts())).status_code == 403
    assert visitor.post(ADDRESS, about(step="make", **parts())).status_code in {302, 401}
    assert not Room.objects.exists()
