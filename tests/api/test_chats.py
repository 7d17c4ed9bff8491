"""Live chats and their questions through the interface."""

from typing import Any

import pytest
from tests.api.conftest import Program

from openrounds.rooms.models import Reminder

PLAN = {
    "title": "Life after treatment",
    "starts_at": "2030-03-05T19:00:00Z",
    "ends_at": "2030-03-05T20:00:00Z",
    "time_zone": "Europe/London",
}
CHATS = "rooms/gynae/chats"


@pytest.fixture
def planned(hosts: Program) -> str:
    """The address of a planned chat with two questions."""
    made = hosts.post(CHATS, **PLAN, questions=["What helped you?", "What would you ask?"])
    assert made.status == 201
    return f"{CHATS}/{made['id']}"


def labels(program: Program, chat: str) -> list[tuple[str, str]]:
    return [(q["label"], q["state"]) for q in program.get(f"{chat}/questions")["items"]]


def test_a_chat_is_planned_held_and_ended(
    hosts: Program, patients: Program, nobody: Program, planned: str
) -> None:
    assert [chat["title"] for chat in nobody.get(CHATS)["items"]] == ["Life after treatment"]
    assert hosts.post(f"{planned}/open")["state"] == "live"

    asked = hosts.post(f"{planned}/questions/next")["question"]
    sent = patients.post("rooms/gynae/posts", text="Walking.")
    assert sent["post"]["question"] == asked["id"]

    assert hosts.post(f"{planned}/end")["state"] == "over"
    assert nobody.get(CHATS)["items"] == []
    assert [chat["state"] for chat in nobody.get(CHATS, when="over")["items"]] == ["over"]


def test_questions_to_come_are_for_hosts_alone(
    hosts: Program, nobody: Program, planned: str
) -> None:
    hosts.post(f"{planned}/open")
    hosts.post(f"{planned}/questions/next")

    assert labels(nobody, planned) == [("T1", "open")]
    assert [q["label"] for q in nobody.get(planned)["questions"]] == ["T1"]
    assert labels(hosts, planned) == [("T1", "open"), ("T2", "prepared")]


def test_questions_are_added_reworded_moved_and_taken_out(hosts: Program, planned: str) -> None:
    added = hosts.post(f"{planned}/questions", text="Anything else?")
    address = f"{planned}/questions/{added['id']}"
    assert (added.status, added["label"]) == (201, "T3")

    assert hosts.patch(address, text="What else?")["text"] == "What else?"
    moved = hosts.post(f"{address}/move", by=-1)["items"]
    assert [q["text"] for q in moved] == ["What helped you?", "What else?", "What would you ask?"]
    assert hosts.delete(address).status == 204
    assert labels(hosts, planned) == [("T1", "prepared"), ("T2", "prepared")]


def test_a_question_is_asked_and_closed(hosts: Program, planned: str) -> None:
    second = hosts.get(planned)["questions"][1]["id"]
    address = f"{planned}/questions/{second}"
    assert hosts.post(f"{address}/open")["code"] == "conflict"  # the chat has not begun

    hosts.post(f"{planned}/open")
    assert hosts.post(f"{address}/open")["state"] == "open"
    assert hosts.post(f"{address}/close")["state"] == "closed"
    assert hosts.delete(address)["code"] == "conflict"


def test_a_chat_is_moved_and_called_off(hosts: Program, planned: str) -> None:
    moved = hosts.put(planned, **PLAN | {"title": "Life after", "ends_at": "2030-03-05T21:00:00Z"})
    assert (moved["title"], moved["ends_at"][:16]) == ("Life after", "2030-03-05T21:00")

    assert hosts.post(f"{planned}/cancel")["state"] == "cancelled"
    assert hosts.post(f"{planned}/open")["code"] == "conflict"


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Mars/Olympus"},
        {"starts_at": "2030-03-05T19:00:00"},
        {"starts_at": "0001-01-01T00:00:00Z"},
        {"ends_at": "2030-03-05T18:00:00Z"},
        {"recurrence": "FREQ=SECONDLY"},
        {"questions": ["?"] * 31},
        {"intro": "a\x00b"},
        {"title": ""},
    ],
)
def test_a_plan_that_cannot_be_is_refused(hosts: Program, wrong: dict[str, Any]) -> None:
    refused = hosts.post(CHATS, **PLAN | wrong)

    assert refused.status == 422
    assert refused["remedy"]
    assert hosts.get(CHATS)["items"] == []


def test_a_chat_has_hosts_of_its_own(hosts: Program, patients: Program, planned: str) -> None:
    members = [patients.get("rooms/gynae/me")["id"]]

    chosen = hosts.put(f"{planned}/hosts", members=members)

    assert [host["name"] for host in chosen["hosts"]] == ["Blue Heron"]
    assert hosts.put(f"{planned}/hosts", members=["nobody"]).status == 404


def test_a_reminder_is_asked_for_and_dropped(patients: Program, planned: str) -> None:
    asked = patients.put(f"{planned}/reminder", hour_before=False)
    assert asked["reminder"] == {"day_before": True, "hour_before": False}

    assert patients.delete(f"{planned}/reminder")["reminder"] is None
    assert not Reminder.objects.exists()


def test_a_reminder_is_seen_by_its_owner_alone(
    hosts: Program, patients: Program, planned: str
) -> None:
    patients.put(f"{planned}/reminder")

    assert hosts.get(planned)["reminder"] is None
    assert patients.get(planned)["reminder"] is not None


def test_the_question_box_is_opened_and_closed(hosts: Program, planned: str) -> None:
    assert hosts.put(f"{planned}/box-open", is_open=False)["box_open"] is False
    assert hosts.get(CHATS)["items"][0]["box_open"] is False


def test_a_question_from_the_box_is_taken_up_or_left_out(
    hosts: Program, patients: Program, planned: str
) -> None:
    for text in ("May I swim?", "May I fly?"):
        assert patients.post(f"{planned}/box", text=text).status == 201
    swim, fly = hosts.get(f"{planned}/box")["items"]
    assert (swim["author"], swim["text"]) == ("Blue Heron", "May I swim?")

    taken = hosts.post(f"{planned}/box/{swim['id']}/take", text="Can one swim?")
    assert (taken["label"], taken["text"]) == ("T3", "Can one swim?")
    assert hosts.post(f"{planned}/box/{fly['id']}/decline").status == 204

    assert hosts.get(f"{planned}/box")["items"] == []
    mine = patients.get(f"{planned}/box")["items"]
    assert [(one["text"], one["state"]) for one in mine] == [
        ("May I swim?", "taken"),
        ("May I fly?", "declined"),
    ]


def test_the_box_is_for_hosts_and_each_sender(
    hosts: Program, patients: Program, nobody: Program, planned: str
) -> None:
    hosts.post(f"{planned}/box", text="One of the host's own.")

    assert patients.get(f"{planned}/box")["items"] == []
    assert nobody.get(f"{planned}/box").status == 401


def test_a_question_asked_by_mistake_is_taken_back(hosts: Program, planned: str) -> None:
    hosts.post(f"{planned}/open")
    asked = hosts.post(f"{planned}/questions/next")["question"]["id"]

    assert hosts.post(f"{planned}/questions/{asked}/take-back")["state"] == "prepared"


def test_a_chat_leads_to_its_calendar_file(nobody: Program, planned: str) -> None:
    address = nobody.get(planned)["calendar"]

    answer = nobody.client.get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
