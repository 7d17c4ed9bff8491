"""Oneself and the others in a room."""

from collections.abc import Callable

import pytest
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.models import Block, Digest, Membership, MembershipState, Post, Room

pytestmark = pytest.mark.django_db


def test_people_stand_by_name_and_without_times(
    room: Room, new_player: Callable[..., Player], come_in: Callable[..., Viewer]
) -> None:
    first, second = new_player("one"), new_player("two")
    come_in(first.person, room, "Willow")
    come_in(second.person, room, "Alder")

    page = first.get("/rooms/gynae/people/").content.decode()

    assert page.index("Alder") < page.index("Ruth") < page.index("Willow")
    assert "<time" not in page


def test_whoever_is_not_in_the_room_does_not_see_who_is(
    at_patient: Viewer, stranger: Player
) -> None:
    assert stranger.get("/rooms/gynae/people/").status_code == 403


def test_muting_and_meeting_again(at_host: Viewer, at_patient: Viewer, patient: Player) -> None:
    assert at_host.membership is not None
    ruth = at_host.membership.public_id
    publish_post(at_host, Submission("Drink more water."))

    patient.post(f"/rooms/gynae/people/{ruth}/meet/", {"kind": "mute"})
    without = patient.get("/rooms/gynae/").content.decode()
    listed = patient.get("/rooms/gynae/you/").content.decode()
    patient.post(f"/rooms/gynae/people/{ruth}/meet/", {"kind": "none"})

    assert "Drink more water." not in without
    assert f'data-muted="{ruth}"' in without
    assert "muted" in listed
    assert "Drink more water." in patient.get("/rooms/gynae/").content.decode()


def test_somebody_blocked_cannot_answer_and_is_not_told_by_whom(
    at_host: Viewer, at_patient: Viewer, patient: Player, host: Player
) -> None:
    assert at_host.membership is not None
    post = publish_post(at_patient, Submission("Please no advice.")).post
    patient.post(f"/rooms/gynae/people/{at_host.membership.public_id}/meet/", {"kind": "block"})

    answer = host.post("/rooms/gynae/posts/", {"text": "But…", "reply_to": post.public_id})

    assert answer.status_code == 403
    assert "You cannot answer this post." in answer.content.decode()
    assert "blocked" not in answer.content.decode()
    assert Post.objects.count() == 1


def test_an_unknown_wish_is_refused(at_host: Viewer, at_patient: Viewer, patient: Player) -> None:
    assert at_host.membership is not None

    answer = patient.post(
        f"/rooms/gynae/people/{at_host.membership.public_id}/meet/", {"kind": "ban"}
    )

    assert answer.status_code == 422
    assert not Block.objects.exists()


def test_another_name_is_taken_everywhere_at_once(at_patient: Viewer, patient: Player) -> None:
    publish_post(at_patient, Submission("Walking."))
    patient.get("/rooms/gynae/")

    patient.post("/rooms/gynae/you/name/", {"pseudonym": "Grey Linnet"})

    page = patient.get("/rooms/gynae/").content.decode()
    assert "Grey Linnet" in page
    assert "Blue Heron" not in page


def test_a_name_that_is_taken_is_refused_with_the_form(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    answer = patient.post("/rooms/gynae/you/name/", {"pseudonym": "ruth"})

    assert answer.status_code == 409
    assert 'value="ruth"' in answer.content.decode()


def test_how_often_mail_comes_is_ones_own_choice(at_patient: Viewer, patient: Player) -> None:
    patient.post("/rooms/gynae/you/digest/", {"digest": "weekly"})

    assert Membership.objects.get(pseudonym="Blue Heron").digest == Digest.WEEKLY
    assert patient.post("/rooms/gynae/you/digest/", {"digest": "hourly"}).status_code == 422


def test_leaving_says_what_stays_and_one_can_come_back(at_patient: Viewer, patient: Player) -> None:
    publish_post(at_patient, Submission("Walking."))

    asked = patient.get("/rooms/gynae/you/leave/").content.decode()
    patient.post("/rooms/gynae/you/leave/")

    assert "Your posts stay" in asked
    member = Membership.objects.get(pseudonym="Blue Heron")
    assert member.state == MembershipState.LEFT
    assert patient.get("/rooms/gynae/you/").status_code == 403
    assert patient.get("/rooms/gynae/door/").status_code == 200
