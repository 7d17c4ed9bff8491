"""Reporting, the desk, and reading why, through the interface."""

from collections.abc import Callable

import pytest
from tests.api.conftest import Program
from tests.conftest import Player

HELD = "My ward was kind to me."


@pytest.fixture
def held(hosts: Program, patients: Program) -> str:
    """The id of a post of the patient that waits on the desk."""
    hosts.patch("rooms/gynae", hold_all=True)
    return str(patients.post("rooms/gynae/posts", text=HELD)["post"]["id"])


def test_a_held_post_is_released_and_its_author_reads_it(
    held: str, hosts: Program, patients: Program, nobody: Program
) -> None:
    [case] = hosts.get("desk/cases")["items"]
    assert (case["kind"], case["author"]) == ("held", "Blue Heron")
    assert hosts.get(f"desk/cases/{case['id']}")["text"] == HELD

    decided = hosts.post(f"desk/cases/{case['id']}/decide", outcome="publish")

    assert (decided["post"], decided["outcome"]) == (held, "publish")
    assert [post["text"] for post in nobody.get("rooms/gynae/posts")["items"]] == [HELD]
    assert hosts.get("desk/cases")["items"] == []
    [told] = patients.get("me/answers")["items"]
    assert told["what"]
    assert patients.get(f"me/answers/{told['id']}").body == told


def test_giving_a_post_back_needs_a_reason_and_can_be_undone(
    held: str, hosts: Program, patients: Program
) -> None:
    case = hosts.get("desk/cases")["items"][0]["id"]
    assert hosts.post(f"desk/cases/{case}/decide", outcome="return")["code"] == "refused"

    returned = hosts.post(
        f"desk/cases/{case}/decide", outcome="return", ground="private", words="Leave the ward out."
    )
    assert patients.get("me/answers")["items"][0]["words"] == "Leave the ward out."
    assert hosts.post(f"desk/cases/{case}/decide", outcome="publish")["code"] == "conflict"

    assert hosts.post(f"desk/decisions/{returned['id']}/undo")["id"] == case
    assert patients.get("me/answers")["items"] == []
    assert [one["undone"] for one in hosts.get("desk/decisions")["items"]] == [True]


def test_two_moderators_do_not_decide_at_once(
    held: str, hosts: Program, program: Callable[..., Program], moderator: Player
) -> None:
    case = hosts.get("desk/cases")["items"][0]["id"]

    assert hosts.post(f"desk/cases/{case}/claim").status == 200
    assert program(moderator).post(f"desk/cases/{case}/claim")["code"] == "conflict"


def test_a_reported_post_is_looked_at_and_the_author_does_not_learn_by_whom(
    hosts: Program, patients: Program
) -> None:
    post = hosts.post("rooms/gynae/posts", text="Take twice the dose.")["post"]["id"]

    assert patients.post(f"rooms/gynae/posts/{post}/report", reason="advice").status == 204

    case = hosts.get("desk/cases")["items"][0]["id"]
    assert hosts.get(f"desk/cases/{case}")["reports"][0]["reporter"] == "Blue Heron"
    hosts.post(f"desk/cases/{case}/decide", outcome="remove", ground="advice")
    assert patients.get("rooms/gynae/posts")["items"][0]["gone"] == "removed"
    assert "Blue Heron" not in str(hosts.get("me/answers").body)


def test_the_desk_is_for_those_who_moderate(patients: Program, held: str, hosts: Program) -> None:
    case = hosts.get("desk/cases")["items"][0]["id"]

    assert patients.get("desk/cases").status == 403
    assert patients.get(f"desk/cases/{case}").status == 404
    assert patients.post(f"desk/cases/{case}/decide", outcome="publish").status == 404


def test_somebody_is_paused_shown_out_and_let_back(hosts: Program, patients: Program) -> None:
    heron = f"rooms/gynae/members/{patients.get('rooms/gynae/me')['id']}"

    assert hosts.post(f"{heron}/pause", hours=1).status == 204
    assert patients.post("rooms/gynae/posts", text="Hello?")["code"] == "room_closed"
    assert hosts.post(f"{heron}/let-back").status == 204
    assert patients.post("rooms/gynae/posts", text="Hello.").status == 201

    assert hosts.post(f"{heron}/show-out").status == 204
    assert patients.post("rooms/gynae/posts", text="Hello?").status == 403
    assert patients.post("rooms/gynae/join").status == 403
