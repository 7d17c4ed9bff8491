"""The pages on which a chat's transcript and numbers can be read, saved and brought in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.rooms import narrow
from openrounds.rooms.models import Level, LiveChat, Room


@pytest.fixture
def place(at_patient: Viewer, chat: LiveChat) -> str:
    publish_post(at_patient, Submission("Walking <b>slowly</b>, every day."))
    return f"/rooms/gynae/chats/{chat.public_id}/"


def test_a_visitor_reads_the_transcript_of_an_open_room(visitor: Client, place: str) -> None:
    page = visitor.get(place + "transcript/")

    assert page.status_code == 200
    assert "Walking &lt;b&gt;slowly&lt;/b&gt;" in page.text
    assert "Participant 1" in page.text
    assert "Each name is replaced" in page.text
    assert "Blue Heron" not in page.text
    assert "noindex" in page["X-Robots-Tag"]


def test_a_closed_room_has_no_transcript_for_a_stranger(
    at_host: Viewer, stranger: Player, place: str
) -> None:
    narrow(at_host, Level.INVITED)

    for page in (
        "transcript/",
        "transcript.csv",
        "transcript.json",
        "transcript.pdf",
        "statistics/",
    ):
        assert stranger.get(place + page).status_code == 404


@pytest.mark.parametrize(
    ("form", "content_type"),
    [("csv", "text/csv"), ("json", "application/json"), ("pdf", "application/pdf")],
)
def test_each_form_can_be_saved(visitor: Client, place: str, form: str, content_type: str) -> None:
    answer = visitor.get(f"{place}transcript.{form}")

    assert answer["Content-Type"].startswith(content_type)
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["Cache-Control"] == "no-store"


def test_only_a_host_takes_the_names_along(patient: Player, host: Player, place: str) -> None:
    assert patient.get(place + "transcript.csv?names=shown").status_code == 403
    assert "Blue Heron" in host.get(place + "transcript.csv?names=shown").content.decode()


def test_the_numbers_of_a_small_chat_are_kept_back(visitor: Client, place: str) -> None:
    page = visitor.get(place + "statistics/")

    assert page.status_code == 200
    assert "fewer than 5" in page.text


def test_a_host_brings_a_saved_chat_in(host: Player, place: str) -> None:
    saved = host.get(place + "transcript.json?names=shown").content
    upload = SimpleUploadedFile("chat.json", saved, "application/json")

    answer = host.post(
        "/rooms/bring-in/", {"file": upload, "slug": "archive", "name": "Archive"}, follow=True
    )

    assert answer.status_code == 200
    assert "Walking" in answer.text
    assert Room.objects.get(slug="archive").locked


def test_a_wrong_file_is_refused_with_a_way_on(host: Player) -> None:
    upload = SimpleUploadedFile("chat.json", b"{}", "application/json")

    answer = host.post("/rooms/bring-in/", {"file": upload, "slug": "archive", "name": "Archive"})

    assert answer.status_code == 422
    assert "not a transcript" in answer.text
    assert not Room.objects.filter(slug="archive").exists()


def test_a_member_cannot_bring_a_chat_in(patient: Player) -> None:
    assert patient.get("/rooms/bring-in/").status_code == 403
