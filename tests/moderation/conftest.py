"""A room that holds everything, and somebody who wrote in it."""

import pytest
from tests.rooms.conftest import (  # noqa: F401 - the room, and ways in
    at_host,
    at_patient,
    chat,
    come_in,
    make_room,
    room,
)

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.rooms import change_settings
from openrounds.rooms.models import Post


@pytest.fixture
def held_post(at_host: Viewer, at_patient: Viewer) -> Post:  # noqa: F811
    change_settings(at_host, {"hold_all": True})
    return publish_post(at_patient, Submission("My ward was kind to me.")).post


@pytest.fixture
def published_post(at_patient: Viewer) -> Post:  # noqa: F811
    return publish_post(at_patient, Submission("Take twice the dose, it helps.")).post


@pytest.fixture
def at_stranger(stranger, room, come_in) -> Viewer:  # noqa: ANN001, F811
    return come_in(stranger.person, room, "Quiet Fern")


def now_at(viewer: Viewer) -> Viewer:
    """The same person at the room as it is now."""
    return access_room(viewer.person, viewer.room.slug)
