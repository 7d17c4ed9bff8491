"""What was withdrawn, removed, held or has expired is shown nowhere: every URL is asked.

The URLs come from the resolver and the interface's own description, so an outlet that somebody adds
tomorrow is asked, too. Then the streams, their replay, and the mail.
"""

import gzip
import io
import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from pypdf import PdfReader
from tests.architecture.test_permissions import OURS, URLS, page_of, request_of
from tests.architecture.url_permissions import API, PAGES
from tests.architecture.world import EVERYBODY, World, build

from openrounds.jobs.worker import work_off
from openrounds.realtime.models import StreamEvent
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import open_next_question
from openrounds.rooms.actions.door import set_digest
from openrounds.rooms.actions.posts import (
    edit_post,
    expire_posts,
    pin_post,
    remove_post,
    withdraw_post,
)
from openrounds.rooms.actions.publishing import (
    Submission,
    decline_post,
    publish_post,
)
from openrounds.rooms.actions.rooms import change_settings
from openrounds.rooms.models import Digest, Level, LiveChat, Post
from openrounds.rooms.queries.stream import frames

pytestmark = pytest.mark.django_db

STANDS = "this-one-stands"
GETS = sorted(key for key in (*PAGES, *API) if key.startswith("GET "))
FORMS = ("csv", "json", "pdf", "atom", "rss")


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Client]:
    return {name: request.getfixturevalue(name) for name in sorted(EVERYBODY)}


@pytest.fixture
def world(cast: dict[str, Client]) -> World:
    return build(cast, Level.OPEN_UNLISTED)


def at(world: World, name: str) -> Viewer:
    return access_room(world.cast[name].person, "gynae")


def send(world: World, text: str) -> Post:
    return publish_post(at(world, "patient"), Submission(text)).post


def words_of(answer: Any) -> str:
    """Everything a reader could get out of an answer, files included."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    if answer.headers.get("Content-Type", "").startswith("application/pdf"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", errors="replace")


def asked(world: World, key: str) -> Iterator[dict[str, Any]]:
    """The requests for one URL: each form it has, and a search for whatever was said."""
    for form in FORMS if "form" in URLS.get(key.split(" ")[1], ()) else ("",):
        filled = World(world.level, world.cast, {**world.parameters, "form": form})
        try:
            yield page_of(key, filled) if key in PAGES else request_of(key, filled)
        except Exception:  # noqa: BLE001, S112 - this URL has not this form
            continue


def everything_shown_to(world: World, name: str) -> Iterator[tuple[str, str]]:
    client = world.cast[name]
    cookies = deepcopy(client.cookies)
    for key in GETS:
        for request in asked(world, key):
            for query in ("", "q=one&names=left_out&before=1000&limit=200"):
                joined = "&" if "?" in request["path"] else "?"
                path = request["path"] + (f"{joined}{query}" if query else "")
                with transaction.atomic():
                    answer = client.get(path)
                    words = words_of(answer)
                    transaction.set_rollback(True)
                client.cookies = deepcopy(cookies)
                yield f"{key} ?{query}", words


def streamed() -> str:
    """What every stream would say if it were replayed from its first entry now."""
    said = []
    for event in StreamEvent.objects.select_related("topic").exclude(kind="gate"):
        said += frames(event.topic.key, [(event.kind, event.ref)])
    return json.dumps(said)


def make_what_is_gone(world: World) -> dict[str, list[str]]:
    """Posts in every state there is; returns the marks that others, or nobody at all, see."""
    at_host = at(world, "host")
    withdrawn = send(world, "mark-withdrawn is one")
    pin_post(at_host, withdrawn.public_id, pinned=True)
    withdraw_post(at(world, "patient"), withdrawn.public_id)
    edited = send(world, "mark-before-the-edit is one")
    edit_post(at(world, "patient"), edited.public_id, "The later words are another one.")
    removed = send(world, "mark-removed is one")
    remove_post(at_host, removed)
    change_settings(at_host, {"hold_all": True})
    send(world, "mark-held is one")
    decline_post(at_host, send(world, "mark-declined is one"))
    taken_back = send(world, "mark-taken-back is one")
    withdraw_post(at(world, "patient"), taken_back.public_id)
    change_settings(at_host, {"hold_all": False})
    pin_post(at_host, send(world, f"{STANDS} is one").public_id, pinned=True)
    return {
        "nobody": ["mark-withdrawn", "mark-before-the-edit", "mark-taken-back"],
        "staff and author": ["mark-removed", "mark-held", "mark-declined"],
    }


@pytest.mark.parametrize("name", ["visitor", "stranger", "clinician"])
def test_no_url_shows_others_what_is_gone(world: World, name: str) -> None:
    open_next_question(at(world, "host"), LiveChat.objects.get())
    gone = make_what_is_gone(world)

    shown_in = []
    for where, words in everything_shown_to(world, name):
        for mark in gone["nobody"] + gone["staff and author"]:
            assert mark not in words, f"{mark} is shown to {name} at {where}"
        if STANDS in words:
            shown_in.append(where.split(" ?")[0])
    # The test could see it: what stands is found on the page, in the interface and in the files.
    assert {"GET rooms:room", "GET records:transcript_file"} <= set(shown_in)
    assert any("/posts" in where for where in shown_in)


@pytest.mark.parametrize("name", ["patient", "host", "moderator"])
def test_what_its_author_took_back_is_not_shown_even_to_those_in_charge(
    world: World, name: str
) -> None:
    gone = make_what_is_gone(world)

    for where, words in everything_shown_to(world, name):
        for mark in gone["nobody"]:
            assert mark not in words, f"{mark} is shown to {name} at {where}"


def test_no_stream_says_what_is_gone(world: World) -> None:
    gone = make_what_is_gone(world)

    said = streamed()

    for mark in gone["nobody"] + gone["staff and author"]:
        assert mark not in said
    assert STANDS in said


def test_expired_posts_are_nowhere(world: World) -> None:
    send(world, "mark-expired is one")
    expire_posts(at(world, "host").room)

    for where, words in everything_shown_to(world, "patient"):
        assert "mark-expired" not in words, where
    assert "mark-expired" not in streamed()


def test_no_mail_carries_what_is_gone(world: World, clock: Any) -> None:
    set_digest(at(world, "patient"), Digest.DAILY)
    set_digest(at(world, "host"), Digest.DAILY)
    gone = make_what_is_gone(world)

    clock.shift(86_400)
    work_off()

    letters = " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    for mark in gone["nobody"] + gone["staff and author"]:
        assert mark not in letters


def test_the_urls_asked_are_all_that_there_are() -> None:
    assert len(GETS) > 60
    assert {key.split(" ")[1] for key in PAGES} >= {
        one for one in OURS if not one.startswith("api:")
    }
