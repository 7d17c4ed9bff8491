"""What one may do with a post that is there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.publishing import Submission, decline_post, publish_post
from openrounds.rooms.actions.rooms import change_settings
from openrounds.rooms.models import Post, PostState, Reaction, Room
from openrounds.rooms.slots import Slot, install
from openrounds.web.navigation import Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(at_patient: Viewer) -> Post:
    return publish_post(at_patient, Submission("Walking a little every day.")).post


def test_a_post_can_be_changed_for_five_minutes_and_shows_it(
    post: Post, patient: Player, visitor: Client
) -> None:
    url = f"/rooms/gynae/posts/{post.public_id}/edit/"
    assert "Walking a little every day.</textarea>" in patient.get(url).content.decode()
    visitor.get("/rooms/gynae/")

    answer = patient.post(url, {"text": "Walking slowly every day."})

    page = visitor.get("/rooms/gynae/").content.decode()
    assert answer["Location"] == f"/rooms/gynae/#post-{post.public_id}"
    assert "Walking slowly every day." in page
    assert "Walking a little" not in page
    assert "edited" in page


def test_a_change_that_comes_too_late_keeps_what_was_typed(
    clock: time_machine.Traveller, post: Post, patient: Player
) -> None:
    clock.shift(timedelta(minutes=6))

    answer = patient.post(f"/rooms/gynae/posts/{post.public_id}/edit/", {"text": "Walking slowly."})

    assert answer.status_code == 409
    assert "Walking slowly.</textarea>" in answer.content.decode()
    assert "That time is over." in answer.content.decode()


def test_after_five_minutes_changing_is_not_offered(
    clock: time_machine.Traveller, post: Post, patient: Player
) -> None:
    offered = f'href="/rooms/gynae/posts/{post.public_id}/edit/"'
    assert offered in patient.get("/rooms/gynae/").content.decode()

    clock.shift(timedelta(minutes=6))

    assert offered not in patient.get("/rooms/gynae/").content.decode()


def test_taking_a_post_back_is_asked_once_more_and_erases_it(post: Post, patient: Player) -> None:
    url = f"/rooms/gynae/posts/{post.public_id}/withdraw/"

    assert "Take this post back?" in patient.get(url).content.decode()
    patient.post(url)

    post.refresh_from_db()
    assert (post.state, post.text) == (PostState.WITHDRAWN, "")


def test_a_held_post_can_be_taken_back(at_host: Viewer, patient: Player, post: Post) -> None:
    change_settings(at_host, {"hold_all": True})
    patient.post("/rooms/gynae/posts/", {"text": "Something else."})
    held = Post.objects.get(state=PostState.HELD)
    assert (
        "waits for a moderator"
        in patient.get(f"/rooms/gynae/posts/{held.public_id}/").content.decode()
    )

    patient.post(f"/rooms/gynae/posts/{held.public_id}/withdraw/")

    assert "Something else." not in patient.get("/rooms/gynae/").content.decode()
    assert not Post.objects.filter(text="Something else.").exists()


def test_a_post_that_was_not_published_says_so_to_its_author_alone(
    at_host: Viewer, patient: Player, post: Post, stranger: Player
) -> None:
    change_settings(at_host, {"hold_all": True})
    patient.post("/rooms/gynae/posts/", {"text": "Something else."})
    held = Post.objects.get(state=PostState.HELD)
    decline_post(at_host, held)

    page = patient.get("/rooms/gynae/").content.decode()
    assert "Not published. Only you can see it here, for a week." in page
    assert stranger.get(f"/rooms/gynae/posts/{held.public_id}/").status_code == 404


def test_others_can_neither_change_nor_take_back(
    post: Post, host: Player, stranger: Player, visitor: Client
) -> None:
    for step in ("edit", "withdraw"):
        url = f"/rooms/gynae/posts/{post.public_id}/{step}/"
        assert host.post(url, {"text": "Mine now."}).status_code == 403
        assert stranger.post(url, {"text": "Mine now."}).status_code == 403
        assert visitor.post(url, {"text": "Mine now."}).status_code in (302, 403)
    post.refresh_from_db()
    assert post.text == "Walking a little every day."


def test_the_same_tap_gives_a_reaction_and_takes_it_back(
    post: Post, host: Player, visitor: Client
) -> None:
    url = f"/rooms/gynae/posts/{post.public_id}/react/"

    answer = host.post(url, {"kind": "thanks", "next": "/rooms/gynae/?before=9"})
    given = host.get("/rooms/gynae/").content.decode()
    seen = visitor.get("/rooms/gynae/").content.decode()
    again = host.post(url, {"kind": "thanks"}, headers={"Accept": "application/json"})

    assert answer["Location"] == "/rooms/gynae/?before=9"
    assert 'aria-pressed="true"' in given
    assert 'aria-pressed="true"' not in seen
    assert again.json() == {"id": post.public_id, "reactions": {}, "mine": []}
    assert not Reaction.objects.exists()


def test_others_see_how_many_reacted_and_never_who(
    post: Post, at_host: Viewer, host: Player, patient: Player
) -> None:
    host.post(f"/rooms/gynae/posts/{post.public_id}/react/", {"kind": "me_too"})

    page = patient.get("/rooms/gynae/").content.decode()
    stream = page[page.index("data-questions") :].split("data-end")[0]

    assert "Me too" in stream
    assert "Ruth" not in stream


@pytest.mark.parametrize("kind", ["", "boo", "<b>"])
def test_an_unknown_reaction_is_refused(post: Post, host: Player, kind: str) -> None:
    url = f"/rooms/gynae/posts/{post.public_id}/react/"

    assert host.post(url, {"kind": kind}).status_code == 422
    assert not Reaction.objects.exists()


def test_a_form_leads_back_to_our_own_pages_only(post: Post, host: Player) -> None:
    answer = host.post(
        f"/rooms/gynae/posts/{post.public_id}/react/",
        {"kind": "thanks", "next": "https://elsewhere.example/"},
    )

    assert answer["Location"] == f"/rooms/gynae/#post-{post.public_id}"


def test_a_post_stands_with_its_answers(post: Post, host: Player, visitor: Client) -> None:
    host.post("/rooms/gynae/posts/", {"text": "So do I.", "reply_to": post.public_id})

    page = visitor.get(f"/rooms/gynae/posts/{post.public_id}/").content.decode()

    assert page.index("Walking a little every day.") < page.index("So do I.")


def test_words_are_found_in_posts_that_are_out(
    post: Post, at_host: Viewer, patient: Player, visitor: Client, make_room: Callable[..., Room]
) -> None:
    make_room("other")
    patient.post(f"/rooms/gynae/posts/{post.public_id}/react/", {"kind": "thanks"})

    found = visitor.get("/rooms/gynae/search/?q=every+WALKING").content.decode()
    none = visitor.get("/rooms/gynae/search/?q=swimming").content.decode()
    elsewhere = visitor.get("/rooms/other/search/?q=walking").content.decode()

    assert "Walking a little every day." in found
    assert "1 post with all these words" in found
    for page in (none, elsewhere):
        assert "Walking a little" not in page
    assert "Try fewer words" in none


def test_withdrawn_words_are_not_found(post: Post, patient: Player, visitor: Client) -> None:
    patient.post(f"/rooms/gynae/posts/{post.public_id}/withdraw/")

    assert "Walking a little" not in visitor.get("/rooms/gynae/search/?q=walking").content.decode()


def test_what_another_app_puts_under_a_post_stands_there(
    post: Post, host: Player, visitor: Client
) -> None:
    def filler(viewer: Viewer, ref: str) -> list[Link]:
        return [Link("Report this post", f"/report/{ref}/")] if viewer.membership else []

    install({Slot.POST: [filler]})
    try:
        assert f'href="/report/{post.public_id}/"' in host.get("/rooms/gynae/").content.decode()
        assert "Report this post" not in visitor.get("/rooms/gynae/").content.decode()
    finally:
        install({})
