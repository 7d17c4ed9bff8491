"""Bad days: the disk is full, the clock jumps, the server slept. Nothing is half done."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.conftest import Player
from tests.rooms.conftest import at_host, at_patient, chat, come_in, make_room, room  # noqa: F401

from openrounds.audit.models import LogEntry
from openrounds.jobs.worker import work_off
from openrounds.project.schedule import TIMETABLE
from openrounds.realtime.models import StreamEvent
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.posts import edit_post
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.rooms import change_settings, promise_narrowing
from openrounds.rooms.models import Level, Post, Room

WORDS = "I wrote this with one hand in a waiting room, and I would not want to write it again. "


@pytest.fixture
def no_room_on_disk(at_patient: Viewer) -> Iterator[None]:  # noqa: F811
    """SQLite may not grow by a page: to the product this is a full disk."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk cannot be filled from here")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
        yield
        cursor.execute("PRAGMA max_page_count=1073741823")


@pytest.mark.django_db
def test_on_a_full_disk_nothing_is_half_written_and_the_words_come_back(
    patient: Player,
    no_room_on_disk: None,
) -> None:
    patient.raise_request_exception = False
    refused = None
    for number in range(200):
        answer = patient.post(
            "/rooms/gynae/posts/",
            {"text": f"{WORDS * 20}{number}"},
            headers={"sec-fetch-site": "same-origin"},
        )
        if answer.status_code >= 500:
            refused = answer
            break

    assert refused is not None
    assert refused.status_code == 503
    assert WORDS.strip() in refused.text
    assert "Traceback" not in refused.text
    published = Post.objects.exclude(position=None).count()
    assert LogEntry.objects.filter(action="post.published").count() == published
    assert StreamEvent.objects.filter(kind="post").count() == published


@pytest.mark.django_db
def test_a_clock_that_was_set_back_neither_locks_anybody_out_nor_unlocks_anything(
    at_host: Viewer,  # noqa: F811
    at_patient: Viewer,  # noqa: F811
    patient: Player,
    clock: time_machine.Traveller,
) -> None:
    change_settings(at_host, {"slow_mode_s": 30})
    first = publish_post(access_room(patient.person, "gynae"), Submission("One."))

    clock.shift(timedelta(hours=-1))

    edit_post(access_room(patient.person, "gynae"), first.post.public_id, "One, again.")
    clock.shift(timedelta(seconds=31))
    second = publish_post(access_room(patient.person, "gynae"), Submission("Two."))
    assert second.post.position == (first.post.position or 0) + 1


@pytest.mark.django_db
def test_a_promise_that_was_slept_through_is_kept_when_the_server_wakes(
    make_room: Callable[..., Room],  # noqa: F811
    host: Player,
    visitor: Client,
    clock: time_machine.Traveller,
) -> None:
    make_room("quiet")
    soon = timezone.now() + timedelta(days=1)
    promise_narrowing(access_room(host.person, "quiet"), Level.MEMBERS, soon)
    clock.shift(timedelta(days=30))
    assert visitor.get("/rooms/quiet/").status_code == 200

    work_off(TIMETABLE)

    assert visitor.get("/rooms/quiet/").status_code == 404
