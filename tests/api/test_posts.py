"""Posts through the interface."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api.conftest import Program
from tests.conftest import Player

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import open_next_question
from openrounds.rooms.actions.rooms import widen
from openrounds.rooms.models import Level, LiveChat, Post, Room


def test_a_post_is_sent_and_read_by_anybody_who_may_read(
    patients: Program, nobody: Program
) -> None:
    sent = patients.post("rooms/gynae/posts", text="Walking a little every day.")

    assert sent.status == 201
    assert sent["state"] == "published"
    page = nobody.get("rooms/gynae/posts")
    assert [post["text"] for post in page["items"]] == ["Walking a little every day."]
    assert page["items"][0]["author"]["name"] == "Blue Heron"


def test_the_answer_says_what_the_text_gives_away(patients: Program) -> None:
    sent = patients.post("rooms/gynae/posts", text="Write to me: nina@example.org")

    [finding] = sent["report"]["findings"]
    assert (finding["kind"], finding["start"], finding["end"]) == ("email", 13, 29)


def test_the_same_attempt_gives_the_same_post_and_says_so(patients: Program) -> None:
    key = {"Idempotency-Key": "attempt-1"}
    first = patients.call("POST", "rooms/gynae/posts", {"text": "Once."}, headers=key)
    again = patients.call("POST", "rooms/gynae/posts", {"text": "Once."}, headers=key)

    assert (first.status, again.status) == (201, 200)
    assert first["post"] == again["post"]
    assert Post.objects.count() == 1


def test_a_key_of_an_attempt_is_not_for_another_text(patients: Program) -> None:
    key = {"Idempotency-Key": "attempt-1"}
    patients.call("POST", "rooms/gynae/posts", {"text": "Once."}, headers=key)

    other = patients.call("POST", "rooms/gynae/posts", {"text": "Other."}, headers=key)

    assert (other.status, other["code"]) == (409, "conflict")


def test_a_held_post_is_seen_by_its_author_alone(
    patients: Program, hosts: Program, nobody: Program
) -> None:
    hosts.patch("rooms/gynae", hold_all=True)

    sent = patients.post("rooms/gynae/posts", text="Please look first.")

    assert (sent.status, sent["state"]) == (202, "held")
    address = f"rooms/gynae/posts/{sent['post']['id']}"
    assert nobody.get(address).status == 404
    assert nobody.get("rooms/gynae/posts")["items"] == []
    assert patients.get(address)["text"] == "Please look first."
    [waiting] = patients.get("rooms/gynae/posts/waiting")["items"]
    assert waiting["state"] == "held"


def test_a_post_is_changed_and_taken_back(patients: Program, nobody: Program) -> None:
    address = f"rooms/gynae/posts/{patients.post('rooms/gynae/posts', text='One.')['post']['id']}"

    changed = patients.patch(address, text="Two.")
    assert (changed["text"], changed["edited"]) == ("Two.", True)

    assert patients.delete(address).status == 204
    [stone] = nobody.get("rooms/gynae/posts")["items"]
    assert (stone["gone"], stone["text"], stone["author"]) == ("withdrawn", "", None)


def test_hosts_pin_and_others_do_not(patients: Program, hosts: Program, nobody: Program) -> None:
    post = patients.post("rooms/gynae/posts", text="One.")["post"]["id"]

    assert patients.put(f"rooms/gynae/posts/{post}/pin").status == 403
    assert hosts.put(f"rooms/gynae/posts/{post}/pin").status == 204
    assert [p["id"] for p in nobody.get("rooms/gynae/posts/pinned")["items"]] == [post]
    assert hosts.delete(f"rooms/gynae/posts/{post}/pin").status == 204
    assert nobody.get("rooms/gynae/posts/pinned")["items"] == []


def test_a_reaction_is_a_number_and_can_be_taken_back(patients: Program, hosts: Program) -> None:
    post = patients.post("rooms/gynae/posts", text="One.")["post"]["id"]

    assert hosts.put(f"rooms/gynae/posts/{post}/reactions/thanks")["reactions"] == {"thanks": 1}
    assert hosts.delete(f"rooms/gynae/posts/{post}/reactions/thanks")["reactions"] == {}
    assert hosts.put(f"rooms/gynae/posts/{post}/reactions/rage").status == 422


def test_checking_a_text_keeps_nothing(patients: Program) -> None:
    report = patients.post("rooms/gynae/check", text="Write to me: nina@example.org")

    assert report["verdict"] == "suggest"
    assert not Post.objects.exists()


def test_search_finds_posts_with_every_word(patients: Program, nobody: Program) -> None:
    patients.post("rooms/gynae/posts", text="Walking helps against tiredness.")
    patients.post("rooms/gynae/posts", text="Walking the dog.")

    found = nobody.get("rooms/gynae/search", q="walking tiredness")

    assert [post["position"] for post in found["items"]] == [1]


def test_a_question_nobody_asked_is_refused(patients: Program, chat: LiveChat) -> None:
    refused = patients.post("rooms/gynae/posts", text="To T1.", question="unknown")

    assert (refused.status, refused["code"]) == (409, "conflict")


def test_an_answer_does_not_betray_a_post_that_was_said_to_fewer(
    make_room: Callable[..., Room],
    come_in: Callable[..., Viewer],
    program: Callable[..., Program],
    nobody: Program,
    host: Player,
    patient: Player,
) -> None:
    room = make_room("few", Level.MEMBERS)
    come_in(patient.person, room, "Blue Heron")
    mine = program(patient)
    first = mine.post("rooms/few/posts", text="For few.")["post"]["id"]
    widen(access_room(host.person, "few"), Level.OPEN_UNLISTED, confirmed=True)

    later = mine.post("rooms/few/posts", text="For many.", reply_to=first)["post"]
    last = mine.post("rooms/few/posts", text="More.", reply_to=later["id"])["post"]

    assert first not in str(nobody.get("rooms/few/posts").body)
    assert (later["reply_to"], last["reply_to"]) == (None, later["id"])


def test_sending_a_post_asks_the_store_little(
    at_host: Viewer, patients: Program, chat: LiveChat, django_assert_max_num_queries: Any
) -> None:
    open_next_question(at_host, chat)
    patients.get("rooms/gynae")  # the first use of a key in a day is noted

    with django_assert_max_num_queries(16):
        sent = patients.call(
            "POST", "rooms/gynae/posts", {"text": "One."}, headers={"Idempotency-Key": "a"}
        )

    assert sent.status == 201


def test_reading_posts_asks_as_much_for_many_as_for_one(
    patients: Program, nobody: Program, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        patients.post("rooms/gynae/posts", text=f"Post {number}")

    for limit in (1, 5):
        with django_assert_num_queries(4):
            nobody.get("rooms/gynae/posts", limit=limit)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_put_together_are_the_whole_whichever_way_one_goes(
    patients: Program, nobody: Program, limit: int
) -> None:
    for number in range(7):
        patients.post("rooms/gynae/posts", text=f"Post {number}")
    whole = [post["id"] for post in nobody.get("rooms/gynae/posts")["items"]]

    back, page = [], nobody.get("rooms/gynae/posts", limit=limit)
    while page["items"]:
        back = [post["id"] for post in page["items"]] + back
        if page["older"] is None:
            break
        page = nobody.get("rooms/gynae/posts", limit=limit, before=page["older"])
    on, page = [], nobody.get("rooms/gynae/posts", limit=limit, after=0)
    while page["items"]:
        on += [post["id"] for post in page["items"]]
        if page["newer"] is None:
            break
        page = nobody.get("rooms/gynae/posts", limit=limit, after=page["newer"])

    assert len(whole) == 7
    assert back == whole
    assert on == whole
