"""Writing notices: the difference first, then everybody is asked again, and the proof."""

import csv
import io
import json

import pytest
from tests.conftest import Player

from openrounds.errors import NoticeNotAccepted
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.door import enter, rename
from openrounds.rooms.actions.notices import withdraw_acceptance, write_notice
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.models import LiveChat, Notice
from openrounds.rooms.queries.notices import current_notice

PAGE = "/rooms/gynae/host/notice/"


def wanted(viewer: Viewer, **changes: str) -> dict[str, str]:
    return {**current_notice(viewer.room).elements, **changes}


def test_the_difference_is_shown_word_by_word_before_anything_changes(
    host: Player, at_host: Viewer
) -> None:
    parts = wanted(at_host, readers="Patients, carers, clinicians and a journalist read along.")

    page = host.post(f"{PAGE}edit/", {**parts, "step": "preview"}).content.decode()

    assert "<del>people we do not know</del>" in page
    assert "<ins>a journalist</ins>" in page
    assert "Everybody is asked again." in page
    assert Notice.objects.get().version == 1


def test_a_new_version_asks_everybody_again(
    host: Player, at_host: Viewer, at_patient: Viewer
) -> None:
    host.post(f"{PAGE}edit/", {**wanted(at_host, contact="Ask Ruth."), "step": "publish"})

    assert current_notice(at_host.room).version == 2
    with pytest.raises(NoticeNotAccepted):
        publish_post(at_patient, Submission("I had not read it."))


def test_words_that_stay_the_same_make_no_version(host: Player, at_host: Viewer) -> None:
    page = host.post(f"{PAGE}edit/", {**wanted(at_host), "step": "preview"}).content.decode()
    assert "There is nothing to ask people again." in page

    host.post(f"{PAGE}edit/", {**wanted(at_host), "step": "publish"})

    assert Notice.objects.count() == 1


def test_a_chat_can_have_its_own_notice(
    host: Player, at_host: Viewer, at_patient: Viewer, chat: LiveChat
) -> None:
    own = wanted(at_host, readers="Today a journalist reads along.")
    host.post(f"/rooms/gynae/host/chats/{chat.public_id}/notice/", {**own, "step": "publish"})

    assert current_notice(at_host.room, chat).chat == chat
    assert current_notice(at_host.room).chat is None
    with pytest.raises(NoticeNotAccepted):
        publish_post(at_patient, Submission("I had not read it."))


def test_versions_are_listed_with_how_many_accept_each(
    host: Player, at_host: Viewer, at_patient: Viewer
) -> None:
    first = current_notice(at_host.room)
    withdraw_acceptance(at_patient, first)
    write_notice(at_host.room, wanted(at_host, contact="Ask Ruth."))

    page = " ".join(host.get(PAGE).content.decode().split())

    assert "0 people accepted it." in page
    assert "1 person accepted it. 1 took that back." in page
    assert first.digest in page


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_proof_names_pseudonyms_and_nothing_that_leads_further(
    form: str, host: Player, patient: Player, at_host: Viewer, at_patient: Viewer
) -> None:
    answer = host.get(f"{PAGE}acceptances.{form}")

    text = answer.content.decode()
    assert "Blue Heron" in text
    assert current_notice(at_host.room).digest in text
    for person in (patient.person, host.person):
        for secret in (person.handle, person.email, person.log_ref):
            assert secret not in text
    assert "attachment" in answer["Content-Disposition"]


def test_the_proof_says_when_it_was_taken_back(
    host: Player, at_host: Viewer, at_patient: Viewer
) -> None:
    withdraw_acceptance(at_patient, current_notice(at_host.room))

    rows = json.loads(host.get(f"{PAGE}acceptances.json").content)["acceptances"]

    taken = {row["name"]: row["taken_back_at"] for row in rows}
    assert taken["Ruth"] is None
    assert taken["Blue Heron"] is not None


@pytest.mark.parametrize("name", ["=1+1", "+44 7700", "-cmd", "@sum"])
def test_a_name_cannot_become_a_formula_in_a_spreadsheet(
    name: str, host: Player, at_patient: Viewer
) -> None:
    rename(at_patient, name)

    text = host.get(f"{PAGE}acceptances.csv").content.decode()

    names = [row["name"] for row in csv.DictReader(io.StringIO(text))]
    assert f"'{name}" in names


def test_the_notice_is_written_in_the_language_of_its_room_whoever_writes_it(
    host: Player, at_host: Viewer
) -> None:
    host.cookies["or_language"] = "es"

    host.post(f"{PAGE}edit/", {**wanted(at_host, contact="Ask Ruth."), "step": "publish"})

    assert current_notice(at_host.room).text.startswith("Who reads this\n")


def test_who_comes_later_accepts_the_newest_version(
    host: Player, stranger: Player, at_host: Viewer
) -> None:
    host.post(f"{PAGE}edit/", {**wanted(at_host, contact="Ask Ruth."), "step": "publish"})
    enter(access_room(stranger.person, "gynae"), "Old Oak")

    page = stranger.get("/rooms/gynae/notice/").content.decode()

    assert "Ask Ruth." in page
