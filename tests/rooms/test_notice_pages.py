"""The notice: what holds, what one has accepted, what held before."""

import csv
import io

import pytest
from django.test import Client
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.notices import write_notice
from openrounds.rooms.models import Acceptance, LiveChat, Notice
from openrounds.rooms.notice_wording import parts
from openrounds.rooms.queries.notices import current_notice

pytestmark = pytest.mark.django_db


def new_version(viewer: Viewer, words: str = "Write to the office.") -> Notice:
    elements = current_notice(viewer.room).elements | {"contact": words}
    return write_notice(viewer.room, elements)


def test_a_new_version_stands_above_the_earlier_one_and_asks_again(
    at_host: Viewer, at_patient: Viewer, patient: Player, visitor: Client
) -> None:
    new_version(at_host)

    page = patient.get("/rooms/gynae/notice/").content.decode()

    assert page.index("Version 2, of") < page.index("Version 1, of")
    assert "You have accepted version 1. This one is new." in page
    assert "Write to the office." in visitor.get("/rooms/gynae/notice/").content.decode()


def test_the_version_that_was_read_is_the_one_that_is_accepted(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    old, new = current_notice(at_host.room), new_version(at_host)

    late = patient.post("/rooms/gynae/notice/accept/", {"notice": old.digest})
    done = patient.post("/rooms/gynae/notice/accept/", {"notice": new.digest})

    assert late.status_code == 409
    assert done["Location"] == "/rooms/gynae/"
    assert Acceptance.objects.filter(notice=new, membership=at_patient.membership).exists()


def test_a_chats_own_notice_holds_while_it_is_live(
    at_host: Viewer, at_patient: Viewer, patient: Player, chat: LiveChat
) -> None:
    elements = current_notice(at_host.room).elements | {"readers": "A journalist reads along."}
    write_notice(at_host.room, elements, chat=chat)

    page = patient.get("/rooms/gynae/notice/").content.decode()

    assert "The notice of this chat" in page
    assert "A journalist reads along." in page
    assert "please read the notice" in patient.get("/rooms/gynae/").content.decode()


def test_an_acceptance_can_be_taken_back_and_given_again(
    at_patient: Viewer, patient: Player
) -> None:
    notice = current_notice(at_patient.room)

    patient.post("/rooms/gynae/notice/take-back/")
    asked = patient.get("/rooms/gynae/notice/").content.decode()
    patient.post("/rooms/gynae/notice/accept/", {"notice": notice.digest})

    assert "I have read it and accept it" in asked
    rows = Acceptance.objects.filter(membership=at_patient.membership).order_by("pk")
    assert [row.withdrawn_at is None for row in rows] == [False, True]


def test_what_one_has_accepted_can_be_taken_along(at_patient: Viewer, patient: Player) -> None:
    notice = current_notice(at_patient.room)

    as_json = patient.get("/rooms/gynae/notice/mine.json")
    as_table = patient.get("/rooms/gynae/notice/mine.csv")

    [kept] = as_json.json()["acceptances"]
    [row] = csv.DictReader(io.StringIO(as_table.content.decode()))
    for one in (kept, row):
        assert one["sha256"] == notice.digest
        assert one["text"] == notice.text
        assert str(one["version"]) == "1"
    assert "attachment" in as_json["Content-Disposition"]


def test_nobody_elses_acceptances_are_among_mine(
    at_host: Viewer, at_patient: Viewer, patient: Player, stranger: Player
) -> None:
    assert len(patient.get("/rooms/gynae/notice/mine.json").json()["acceptances"]) == 1
    assert stranger.get("/rooms/gynae/notice/mine.json").status_code == 403


def test_a_notice_is_shown_word_for_word(at_host: Viewer) -> None:
    notice = new_version(at_host, "First line.\n\nAfter an empty line.")

    shown = "\n\n".join(f"{heading}\n{body}" for heading, body in parts(notice))

    assert shown == notice.text
