"""A text that was withdrawn, removed, held or has expired is in no answer, for anybody else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from tests.api.conftest import OPERATIONS, Program
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.chats import open_next_question
from openrounds.rooms.actions.posts import expire_posts
from openrounds.rooms.models import LiveChat, Room

SECRET = "Zebrafish"


@dataclass(frozen=True)
class Talk:
    """A chat in which the patient said the secret word; `values` fill addresses."""

    patients: Program
    hosts: Program
    room: Room
    values: dict[str, str]

    @property
    def post(self) -> str:
        return f"rooms/gynae/posts/{self.values['post']}"


@pytest.fixture
def talk(at_host: Viewer, chat: LiveChat, patients: Program, hosts: Program) -> Talk:
    open_next_question(at_host, chat)
    hosts.post("rooms/gynae/posts", text="Welcome.")
    post = patients.post("rooms/gynae/posts", text=f"I work at the {SECRET} ward.")["post"]["id"]
    hosts.put(f"rooms/gynae/posts/{post}/pin")
    hosts.put(f"rooms/gynae/posts/{post}/reactions/thanks")
    hosts.post("rooms/gynae/posts", text="Thank you.", reply_to=post)
    member = hosts.get("rooms/gynae/me")["id"]
    values = {"slug": "gynae", "post": post, "chat": chat.public_id, "member": member}
    return Talk(patients, hosts, at_host.room, values)


def everything(program: Program, values: dict[str, str]) -> str:
    """All that a program can read about a room, faults included."""
    said = []
    for route, method in OPERATIONS:
        if method == "GET" and "rooms/<slug:slug>" in route and not route.endswith("/events"):
            path = re.sub(r"<slug:(\w+)>", lambda found: values[found[1]], route)
            query: dict[str, Any] = {"q": SECRET} if path.endswith("search") else {}
            said.append(str(program.get(path.removeprefix("api/v1/"), **query).body))
    chat = f"rooms/gynae/chats/{values['chat']}/transcript"
    said.append(str(program.get(chat, form="csv").body))
    return "\n".join(said)


def withdraw(talk: Talk) -> None:
    assert talk.patients.delete(talk.post).status == 204


def remove(talk: Talk) -> None:
    talk.hosts.post(f"{talk.post}/report", reason="private")
    case = talk.hosts.get("desk/cases")["items"][0]["id"]
    talk.hosts.post(f"desk/cases/{case}/decide", outcome="remove", ground="private")


def expire(talk: Talk) -> None:
    assert expire_posts(talk.room) > 0


@pytest.mark.parametrize("end", [withdraw, remove, expire])
@pytest.mark.parametrize("who", ["stranger", "host", "administrator"])
def test_what_is_gone_is_in_no_answer(
    talk: Talk,
    program: Callable[..., Program],
    request: pytest.FixtureRequest,
    end: Callable[[Talk], None],
    who: str,
) -> None:
    reader = program(request.getfixturevalue(who))
    assert SECRET in everything(reader, talk.values)

    end(talk)

    assert SECRET not in everything(reader, talk.values)
    assert SECRET not in everything(Program(), talk.values)


def test_what_is_held_is_in_no_answer_for_others(
    talk: Talk, program: Callable[..., Program], stranger: Player
) -> None:
    talk.hosts.patch("rooms/gynae", hold_all=True)
    held = talk.patients.post("rooms/gynae/posts", text="The Quagga ward.")["post"]["id"]

    for reader in (program(stranger), Program()):
        said = everything(reader, talk.values | {"post": held})
        assert "Quagga" not in said
        assert held not in said


def test_what_was_changed_is_no_longer_what_it_said(talk: Talk) -> None:
    talk.patients.patch(talk.post, text="I work at a ward.")

    assert SECRET not in everything(talk.hosts, talk.values)
