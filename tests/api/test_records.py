"""What stays of a chat, through the interface."""

from collections.abc import Callable

import pytest
from tests.api.conftest import Program
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.chats import open_next_question
from openrounds.rooms.models import LiveChat


@pytest.fixture
def talk(at_host: Viewer, chat: LiveChat, patients: Program, hosts: Program) -> str:
    """The address of a chat in which two people answered T1, one of them twice."""
    open_next_question(at_host, chat)
    for text in ("Walking.", "Sleeping."):
        patients.post("rooms/gynae/posts", text=text)
    helpful = hosts.post("rooms/gynae/posts", text="Asking for help.")["post"]["id"]
    patients.put(f"rooms/gynae/posts/{helpful}/reactions/helpful")
    return f"rooms/gynae/chats/{chat.public_id}"


def test_late_joiners_read_what_meant_most_by_question(talk: str, nobody: Program) -> None:
    [first] = nobody.get(f"{talk}/catch-up")["items"]

    assert (first["question"]["label"], first["posts"]) == ("T1", 3)
    assert {post["text"] for post in first["best"]} == {"Walking.", "Sleeping.", "Asking for help."}


def test_a_transcript_leaves_in_each_form_without_what_was_withdrawn(
    talk: str, nobody: Program, patients: Program
) -> None:
    post = patients.get("rooms/gynae/posts")["items"][0]
    assert (post["text"], patients.delete(f"rooms/gynae/posts/{post['id']}").status) == (
        "Walking.",
        204,
    )

    taken = nobody.get(f"{talk}/transcript").body

    assert "Sleeping." in str(taken)
    assert "Walking." not in str(taken)
    assert "Blue Heron" not in str(taken)
    assert b"Sleeping." in nobody.get(f"{talk}/transcript", form="csv").body
    assert nobody.get(f"{talk}/transcript", form="pdf").body.startswith(b"%PDF-")


def test_names_leave_with_hosts_alone(talk: str, patients: Program, hosts: Program) -> None:
    assert patients.get(f"{talk}/transcript", names="shown").status == 403
    assert "Blue Heron" in str(hosts.get(f"{talk}/transcript", names="shown").body)


def test_small_numbers_are_kept_back(talk: str, nobody: Program) -> None:
    numbers = nobody.get(f"{talk}/statistics")

    assert numbers["participants"] is None
    assert numbers["by_question"][0] == {"label": "T1", "posts": None}


def test_a_transcript_is_brought_in_as_a_room_of_its_own(
    talk: str, hosts: Program, program: Callable[..., Program], stranger: Player
) -> None:
    taken = hosts.get(f"{talk}/transcript", names="shown").body

    made = hosts.post("imports", slug="again", pseudonym="Ruth B", transcript=taken)

    assert (made.status, made["locked"]) == (201, True)
    texts = [post["text"] for post in hosts.get("rooms/again/posts")["items"]]
    assert texts == ["Walking.", "Sleeping.", "Asking for help."]
    assert hosts.post("imports", slug="bad", transcript={"x": 1}).status == 422
    assert program(stranger).post("imports", slug="no", transcript=taken).status == 403
