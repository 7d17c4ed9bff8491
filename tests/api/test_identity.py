"""Whose program is asking."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.api.conftest import Program, read
from tests.conftest import Player

from openrounds.accounts.actions import end_token
from openrounds.accounts.models import ApiToken
from openrounds.rooms.access import Viewer
from openrounds.rooms.models import Post, Room


def test_without_a_key_one_cannot_write(nobody: Program, room: Room) -> None:
    refused = nobody.post("rooms/gynae/posts", text="Hello.")

    assert (refused.status, refused["code"]) == (401, "sign_in_needed")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_that_opens_nothing_is_told_so_even_where_anybody_may_read(room: Room) -> None:
    assert Program("or_wrong").get("rooms/gynae/posts").status == 401


def test_an_ended_key_opens_nothing(patients: Program, patient: Player) -> None:
    end_token(ApiToken.objects.get(person=patient.person))

    assert patients.get("rooms/gynae").status == 401


def test_a_key_for_reading_cannot_change_anything(
    program: Callable[..., Program], patient: Player, at_patient: Viewer
) -> None:
    reader = program(patient, may_write=False)

    assert reader.get("rooms/gynae/me").status == 200
    refused = reader.post("rooms/gynae/posts", text="Hello.")
    assert (refused.status, refused["code"]) == (403, "not_allowed")
    assert reader.delete("rooms/gynae/notice/acceptance").status == 403
    assert not Post.objects.exists()


@pytest.fixture
def their_browser(patient: Player, at_patient: Viewer) -> Client:
    """The patient's browser, which insists on the proof against foreign pages."""
    their_browser = Client(enforce_csrf_checks=True)
    their_browser.force_login(patient.person)
    return their_browser


def test_a_session_writes_with_the_proof_that_the_page_is_ours(their_browser: Client) -> None:
    their_browser.cookies["csrftoken"] = "a" * 32
    with_proof = Program(client=their_browser)
    with_proof.headers = {"X-CSRFToken": "a" * 32}

    assert with_proof.post("rooms/gynae/posts", text="From a page of ours.").status == 201


@pytest.mark.parametrize("headers", [{}, {"X-CSRFToken": "b" * 32}])
def test_a_session_without_the_proof_writes_nothing(
    their_browser: Client, headers: dict[str, str]
) -> None:
    their_browser.cookies["csrftoken"] = "a" * 32
    foreign = Program(client=their_browser)
    foreign.headers = headers

    refused = foreign.post("rooms/gynae/posts", text="Not theirs.")

    assert (refused.status, refused["code"]) == (403, "page_proof_missing")
    assert not Post.objects.exists()
    assert foreign.get("rooms/gynae/me").status == 200


def test_a_form_from_a_foreign_page_writes_nothing(their_browser: Client) -> None:
    url = "/api/v1/rooms/gynae/posts"
    refused = read("POST", their_browser.post(url, {"text": "Not theirs."}))

    assert refused.status == 403
    assert not Post.objects.exists()
