"""What rooms let go of when an account is deleted, and what they give out to take along."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.conftest import EVENING, Player

from openrounds.accounts.actions import start_deletion
from openrounds.accounts.export import write_archive
from openrounds.audit.models import LogEntry
from openrounds.jobs.models import Job
from openrounds.jobs.worker import work_off
from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.calendar import make_calendar_key
from openrounds.rooms.actions.chats import ChatPlan, plan_chat, send_to_box, set_reminder
from openrounds.rooms.actions.door import set_block
from openrounds.rooms.actions.drafts import keep_draft
from openrounds.rooms.actions.leaving import LEAVE
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.reactions import react
from openrounds.rooms.models import (
    Acceptance,
    Block,
    BlockKind,
    BoxQuestion,
    CalendarKey,
    Draft,
    Membership,
    MembershipState,
    Post,
    ReactionKind,
    Reminder,
    Room,
)


@pytest.fixture
def everything(
    clock: time_machine.Traveller, at_host: Viewer, at_patient: Viewer
) -> dict[str, str]:
    """The patient has left a trace of every kind; the words of each."""
    tomorrow = timezone.now() + timedelta(days=2)
    planned = plan_chat(at_host, ChatPlan("Sleep", tomorrow, tomorrow + timedelta(hours=1)))
    words = {
        "posts.json": "A walk every morning.",
        "drafts.json": "I do not dare to send this.",
        "questions-sent-to-hosts.json": "May I ask about sleep?",
    }
    post = publish_post(at_patient, Submission(words["posts.json"])).post
    keep_draft(at_patient, words["drafts.json"])
    send_to_box(at_patient, planned, words["questions-sent-to-hosts.json"])
    set_reminder(at_patient, planned, day_before=True, hour_before=True)
    make_calendar_key(at_patient)
    react(at_patient, post.public_id, ReactionKind.ME_TOO, on=True)
    assert at_host.membership is not None
    set_block(at_patient, at_host.membership, BlockKind.MUTE)
    return words


def test_what_only_its_owner_saw_goes_with_the_account(
    everything: dict[str, str], patient: Player
) -> None:
    start_deletion(patient.person)

    for kind in (Draft, Reminder, CalendarKey):
        assert not kind.objects.exists()


def test_within_the_hour_a_place_is_left_and_leads_back_to_nobody(
    everything: dict[str, str], patient: Player, clock: time_machine.Traveller
) -> None:
    start_deletion(patient.person)
    clock.shift(timedelta(hours=1, seconds=1))
    work_off()

    member = Membership.objects.get(pseudonym="Blue Heron")
    assert (member.person, member.state) == (None, MembershipState.LEFT)
    assert not Acceptance.objects.filter(person=patient.person).exists()
    assert not Block.objects.exists()
    assert not BoxQuestion.objects.exists()
    post = Post.objects.get()
    assert (post.text, post.author) == (everything["posts.json"], member)


def test_two_rooms_are_left_at_moments_that_have_nothing_in_common(
    clock: time_machine.Traveller,
    make_room: Callable[..., Room],
    come_in: Callable[..., Viewer],
    patient: Player,
) -> None:
    for number in range(8):
        come_in(patient.person, make_room(f"room-{number}"), f"Heron {number}")

    start_deletion(patient.person)

    moments = set(Job.objects.filter(kind=LEAVE).values_list("run_at", flat=True))
    assert len(moments) == 8
    assert all(EVENING <= moment <= EVENING + timedelta(hours=1) for moment in moments)
    gaps = {round((moment - EVENING).total_seconds()) for moment in moments}
    assert len(gaps) > 4, "drawn at random, not spread evenly or together"


def test_the_log_does_not_say_which_pseudonyms_were_one_person(
    clock: time_machine.Traveller,
    make_room: Callable[..., Room],
    come_in: Callable[..., Viewer],
    patient: Player,
) -> None:
    for number in range(3):
        come_in(patient.person, make_room(f"room-{number}"), f"Heron {number}")
    start_deletion(patient.person)
    clock.shift(timedelta(hours=1, seconds=1))
    work_off()

    left = LogEntry.objects.filter(action="member.left")

    assert left.count() == 3
    assert set(left.values_list("actor_ref", flat=True)) == {""}


def archive_of(player: Player) -> zipfile.ZipFile:
    with write_archive(player.person, now=timezone.now()) as written:
        return zipfile.ZipFile(io.BytesIO(written.read()))


def test_everything_about_you_holds_what_rooms_know(
    everything: dict[str, str], patient: Player, clock: time_machine.Traveller
) -> None:
    archive = archive_of(patient)
    files = {name: archive.read(f"rooms/{name}").decode() for name in everything}

    assert all(words in files[name] for name, words in everything.items())
    [room] = json.loads(archive.read("rooms/rooms.json"))
    assert (room["name there"], room["room"]) == ("Blue Heron", "gynae")
    assert datetime.fromisoformat(room["since"])
    [accepted] = json.loads(archive.read("rooms/notices-accepted.json"))
    assert accepted["notice"].startswith("Who reads this")
    [reaction] = json.loads(archive.read("rooms/reactions.json"))
    assert reaction["kind"] == ReactionKind.ME_TOO


def test_everything_about_you_holds_nothing_of_others(
    everything: dict[str, str], at_host: Viewer, stranger: Player
) -> None:
    publish_post(at_host, Submission("Words of the host."))

    archive = archive_of(stranger)

    text = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Words of the host." not in text
    assert not any(words in text for words in everything.values())


def test_the_page_before_deleting_says_what_goes_and_what_stays(
    everything: dict[str, str], patient: Player
) -> None:
    session = patient.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp()}
    ]
    session.save()

    page = patient.get("/accounts/leave/").content.decode()

    assert "your drafts, your reminders" in page
    assert "your posts and reactions, under the names you chose there" in page
