"""What leaves as a transcript, in each form, and how it comes back."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import timezone
from pypdf import PdfReader
from tests.conftest import Player

from openrounds.errors import Refused
from openrounds.rooms.access import Viewer, access_chat
from openrounds.rooms.actions.chats import open_next_question
from openrounds.rooms.actions.importing import import_transcript
from openrounds.rooms.actions.posts import withdraw_post
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.reactions import react
from openrounds.rooms.actions.rooms import change_settings
from openrounds.rooms.models import LiveChat, Post, ReactionKind
from openrounds.rooms.transcripts import (
    Names,
    Transcript,
    read_transcript,
    transcript_of,
    write_csv,
    write_json,
    write_pdf,
)


def say(viewer: Viewer, text: str, **fields: str) -> Post:
    return publish_post(viewer, Submission(text, **fields)).post


@pytest.fixture
def spoken(at_host: Viewer, at_patient: Viewer, chat: LiveChat) -> LiveChat:
    """A chat in which two people spoke, one of them took a post back, and one post was held."""
    welcome = say(at_host, "Welcome. Please leave out names.")
    open_next_question(at_host, chat)
    answer = say(at_patient, "=Walking, a little every day.", reply_to=welcome.public_id)
    react(at_host, answer.public_id, ReactionKind.THANKS, on=True)
    regretted = say(at_patient, "I was on ward seven.")
    withdraw_post(at_patient, regretted.public_id)
    say(at_host, "Thank you, Blue Heron, that helps.")
    change_settings(at_host, {"hold_all": True})
    say(at_patient, "This one waits for a moderator.")
    return chat


@pytest.fixture
def make(at_host: Viewer, spoken: LiveChat) -> Callable[[Names], Transcript]:
    return lambda names: transcript_of(at_host, spoken, names, now=timezone.now())


def paper_text(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_table_has_one_line_for_each_post(make: Callable[[Names], Transcript]) -> None:
    rows = list(csv.DictReader(io.StringIO(write_csv(make(Names.SHOWN)).decode("utf-8-sig"))))

    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[1]["question"] == "T1"
    assert rows[1]["name"] == "Blue Heron"
    assert rows[1]["answers"] == "1"
    assert rows[2] == rows[2] | {"gone": "withdrawn", "name": "", "text": ""}


def test_a_cell_cannot_be_run_as_a_formula(make: Callable[[Names], Transcript]) -> None:
    rows = list(csv.DictReader(io.StringIO(write_csv(make(Names.SHOWN)).decode("utf-8-sig"))))

    assert rows[1]["text"] == "'=Walking, a little every day."


@pytest.mark.parametrize("names", [Names.PSEUDONYMISED, Names.LEFT_OUT])
def test_names_are_gone_from_every_form_even_where_others_wrote_them(
    make: Callable[[Names], Transcript], names: Names
) -> None:
    transcript = make(names)

    for form in (
        write_csv(transcript).decode("utf-8-sig"),
        write_json(transcript).decode(),
        paper_text(write_pdf(transcript)),
    ):
        assert "Heron" not in form
        assert "Ruth" not in form
        assert "that helps" in form


def test_nothing_withdrawn_or_held_is_in_any_form(make: Callable[[Names], Transcript]) -> None:
    transcript = make(Names.SHOWN)

    for form in (
        write_csv(transcript).decode("utf-8-sig"),
        write_json(transcript).decode(),
        paper_text(write_pdf(transcript)),
    ):
        assert "ward seven" not in form
        assert "waits for a moderator" not in form


def test_the_paper_shows_question_notice_and_letters_of_many_scripts(
    make: Callable[[Names], Transcript], at_host: Viewer
) -> None:
    transcript = make(Names.SHOWN)
    greek = replace(transcript.posts[0], text="Καλησπέρα, Привет, čeština")
    page = paper_text(write_pdf(replace(transcript, posts=(greek, *transcript.posts[1:]))))

    assert "What helped you in the first weeks?" in page
    assert "Not medical advice" in page
    assert "Καλησπέρα, Привет, čeština" in page


def test_markup_in_a_post_stays_text_on_paper(make: Callable[[Names], Transcript]) -> None:
    transcript = make(Names.SHOWN)
    nasty = replace(transcript.posts[0], text='<b>bold</b> & <img src="x"> <para>')

    page = paper_text(write_pdf(replace(transcript, posts=(nasty,))))

    assert '<b>bold</b> & <img src="x"> <para>' in page


@pytest.mark.parametrize("names", list(Names))
def test_a_transcript_comes_back_as_an_equal_room(
    make: Callable[[Names], Transcript], names: Names, host: Player
) -> None:
    original = make(names)

    viewer = import_transcript(
        host.person, read_transcript(write_json(original)), slug="again", pseudonym="Archive"
    )

    chat = access_chat(viewer, viewer.room.chats.get().public_id)
    again = transcript_of(viewer, chat, Names.SHOWN, now=timezone.now())
    shown_names = [(s.number, s.name or str(s.number), s.role, s.line) for s in original.speakers]
    assert [(s.number, s.name, s.role, s.line) for s in again.speakers] == shown_names
    kept = ("title", "intro", "level", "starts_at", "ends_at", "questions", "posts", "notice")
    assert {k: getattr(again, k) for k in kept} == {k: getattr(original, k) for k in kept}
    assert again.notice_version == original.notice_version


def spoil(text: bytes, **changes: object) -> bytes:
    return json.dumps(json.loads(text) | changes).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"format": "something else"},
        {"surprise": "field"},
        {"posts": [{"number": 1}]},
        {"speakers": []},
        {"level": "everybody"},
    ],
)
def test_a_file_that_is_no_transcript_is_refused_with_the_place(
    make: Callable[[Names], Transcript], changes: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refusal:
        read_transcript(spoil(write_json(make(Names.SHOWN)), **changes))
    assert "First fault" in refusal.value.message


def test_a_file_that_is_no_json_is_refused() -> None:
    with pytest.raises(Refused):
        read_transcript(b"\x00\xff not json")
