"""How hosts change who can read: at once, on a day, or wider with a look first."""

from datetime import UTC, datetime

import time_machine
from django.test import Client
from tests.conftest import Player

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.models import Level, PublicnessChange, Room

PAGE = "/rooms/gynae/host/publicness/"


def level() -> Level:
    return Level(Room.objects.get(slug="gynae").level)


def test_a_host_narrows_at_once_and_visitors_are_out(
    host: Player, room: Room, visitor: Client
) -> None:
    assert visitor.get("/rooms/gynae/").status_code == 200

    host.post(f"{PAGE}narrow/", {"now-level": Level.MEMBERS.value})

    assert visitor.get("/rooms/gynae/").status_code == 404


def test_the_page_offers_only_narrower_levels_for_narrowing(host: Player, room: Room) -> None:
    answer = host.post(f"{PAGE}narrow/", {"now-level": Level.OPEN_INDEXED.value})

    assert level() == Level.OPEN_UNLISTED
    assert 'class="wrong"' in answer.content.decode()


def test_a_promise_is_shown_with_its_day_and_can_come_sooner(
    clock: time_machine.Traveller, host: Player, room: Room
) -> None:
    given = {"promise-level": Level.MEMBERS.value, "promise-due_at": "2026-04-01"}
    host.post(f"{PAGE}promise/", given)
    assert "1 April 2026" in host.get(PAGE).content.decode()

    host.post(f"{PAGE}promise/members/", {"due_at": "2026-03-20"})

    assert PublicnessChange.objects.get().due_at == datetime(2026, 3, 20, 12, tzinfo=UTC)


def test_a_promise_cannot_be_put_off(
    clock: time_machine.Traveller, host: Player, room: Room
) -> None:
    given = {"promise-level": Level.MEMBERS.value, "promise-due_at": "2026-04-01"}
    host.post(f"{PAGE}promise/", given)

    answer = host.post(f"{PAGE}promise/members/", {"due_at": "2026-05-01"})

    assert answer.status_code == 422
    assert PublicnessChange.objects.get().due_at == datetime(2026, 4, 1, 12, tzinfo=UTC)


def test_widening_first_shows_the_difference(
    host: Player, stranger: Player, make_room: object, room: Room
) -> None:
    Room.objects.filter(pk=room.pk).update(level=Level.INVITED)

    page = host.get(f"{PAGE}widen/?level={Level.MEMBERS.value}").content.decode()

    assert "Only people who were invited can read this." in page
    assert "Everybody who is signed in here can read this." in page
    assert "Search engines cannot see it." in page
    assert "Posts made before stay with their readers" in page
    assert level() == Level.INVITED


def test_widening_without_a_confirmation_is_refused(host: Player, room: Room) -> None:
    answer = host.post(f"{PAGE}widen/", {"level": Level.OPEN_INDEXED.value})

    assert answer.status_code == 422
    assert level() == Level.OPEN_UNLISTED


def test_after_widening_earlier_posts_stay_with_their_readers(
    host: Player, at_host: Viewer, visitor: Client, stranger: Player
) -> None:
    Room.objects.filter(slug="gynae").update(level=Level.INVITED)
    at_host.room.audiences.update(level=Level.INVITED)
    publish_post(access_room(host.person, "gynae"), Submission("Among ourselves."))

    host.post(f"{PAGE}widen/", {"level": Level.OPEN_UNLISTED.value, "confirmed": "yes"})
    publish_post(access_room(host.person, "gynae"), Submission("To everybody."))

    for reader in (visitor, stranger):
        page = reader.get("/rooms/gynae/").content.decode()
        assert "To everybody." in page
        assert "Among ourselves." not in page


def test_the_last_day_can_come_sooner_and_not_later(
    clock: time_machine.Traveller, host: Player, room: Room
) -> None:
    host.post(f"{PAGE}gone/", {"gone_at": "2027-03-01"})
    assert host.post(f"{PAGE}gone/", {"gone_at": "2027-04-01"}).status_code == 422
    host.post(f"{PAGE}gone/", {"gone_at": "2027-02-01"})

    assert Room.objects.get().gone_at == datetime(2027, 2, 1, 12, tzinfo=UTC)


def test_a_day_that_has_passed_is_said_beside_the_field(
    clock: time_machine.Traveller, host: Player, room: Room
) -> None:
    page = host.post(f"{PAGE}gone/", {"gone_at": "2026-03-01"}).content.decode()

    assert "Choose a day to come." in page
