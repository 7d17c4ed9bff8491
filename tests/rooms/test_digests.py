"""News of a room by mail: numbers and links, never words."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openrounds.jobs.worker import work_off
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import end_chat
from openrounds.rooms.actions.door import set_block, set_digest
from openrounds.rooms.actions.posts import remove_post, withdraw_post
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.rooms import change_settings
from openrounds.rooms.jobs import DIGEST
from openrounds.rooms.models import BlockKind, Digest, LiveChat, Membership
from openrounds.rooms.queries.digest import digest_due_at

SECRET = "My hospital is the one by the river."


def next_morning(clock: time_machine.Traveller, days: int = 1) -> list[EmailMessage]:
    """What goes out on the days to come; it is looked at before and after eight, and at night."""
    mail.outbox.clear()
    midnight = timezone.now().replace(hour=0, minute=0)
    for day in range(1, days + 1):
        for hours in (7.9, 8, 8.5, 19):
            clock.move_to(midnight + timedelta(days=day, hours=hours))
            work_off((DIGEST,))
    return list(mail.outbox)


def test_the_daily_digest_comes_once_at_eight_with_numbers(
    at_host: Viewer, at_patient: Viewer, clock: time_machine.Traveller
) -> None:
    set_digest(at_patient, Digest.DAILY)
    clock.shift(60)
    publish_post(at_host, Submission(SECRET))
    publish_post(at_host, Submission("And another."))

    [letter] = next_morning(clock)

    assert letter.to == ["patient@example.org"]
    assert "There are 2 new posts." in letter.body
    assert SECRET not in letter.body
    assert "Gynaecologic" not in letter.subject


def test_nothing_new_means_no_mail(at_patient: Viewer, clock: time_machine.Traveller) -> None:
    set_digest(at_patient, Digest.DAILY)
    clock.shift(60)

    assert next_morning(clock, days=3) == []


def test_what_happened_before_the_digest_was_chosen_is_no_news(
    at_host: Viewer, at_patient: Viewer, clock: time_machine.Traveller
) -> None:
    publish_post(at_host, Submission("Long ago."))
    clock.shift(60)
    set_digest(at_patient, Digest.DAILY)
    clock.shift(60)

    assert next_morning(clock) == []


def test_the_weekly_digest_comes_on_monday_alone(
    at_host: Viewer, at_patient: Viewer, clock: time_machine.Traveller
) -> None:
    set_digest(at_patient, Digest.WEEKLY)
    clock.shift(60)
    publish_post(at_host, Submission("On Monday evening."))

    assert next_morning(clock, days=6) == []
    assert len(next_morning(clock)) == 1


def test_the_digest_tells_of_chats_that_were(
    clock: time_machine.Traveller, at_host: Viewer, at_patient: Viewer, chat: LiveChat
) -> None:
    set_digest(at_patient, Digest.DAILY)
    clock.shift(60)
    publish_post(at_host, Submission("Welcome."))
    end_chat(at_host, chat)

    [letter] = next_morning(clock)

    assert "Life after treatment, 2 March 2026: 1 post" in letter.body


def test_a_digest_counts_only_what_its_reader_can_read(
    at_host: Viewer,
    at_patient: Viewer,
    clock: time_machine.Traveller,
) -> None:
    set_digest(at_patient, Digest.DAILY)
    clock.shift(60)
    gone = publish_post(at_host, Submission("Withdrawn.")).post
    withdraw_post(at_host, gone.public_id)
    removed = publish_post(at_patient, Submission("Removed.")).post
    remove_post(at_host, removed)
    change_settings(at_host, {"hold_all": True})
    publish_post(access_room(at_patient.person, "gynae"), Submission("Held."))

    assert next_morning(clock) == []


def test_people_one_does_not_want_to_meet_are_not_counted(
    at_host: Viewer, at_patient: Viewer, clock: time_machine.Traveller
) -> None:
    set_digest(at_patient, Digest.DAILY)
    clock.shift(60)
    assert at_host.membership is not None
    set_block(at_patient, at_host.membership, BlockKind.MUTE)
    publish_post(at_host, Submission("Hello."))

    assert next_morning(clock) == []


def test_one_press_stops_the_digest(
    at_host: Viewer, at_patient: Viewer, visitor: Client, clock: time_machine.Traveller
) -> None:
    set_digest(at_patient, Digest.DAILY)
    clock.shift(60)
    publish_post(at_host, Submission("Hello."))
    [letter] = next_morning(clock)
    link = re.search(r"http://[^/]+(/mail/stop/\S+)", letter.body)
    assert link is not None

    visitor.post(link.group(1))
    publish_post(at_host, Submission("Hello again."))

    assert next_morning(clock, days=2) == []
    assert Membership.objects.get(pk=at_patient.membership.pk).digest == Digest.NONE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("UTC", "2026-03-03T07:59", "2026-03-02T08:00"),
        ("UTC", "2026-03-03T08:00", "2026-03-03T08:00"),
        ("America/New_York", "2026-03-03T12:59", "2026-03-02T13:00"),
        ("America/New_York", "2026-03-03T13:00", "2026-03-03T13:00"),
        ("Europe/London", "2026-03-30T07:30", "2026-03-30T07:00"),  # the clocks went forward
        ("Pacific/Auckland", "2026-03-02T19:30", "2026-03-02T19:00"),
    ],
)
def test_eight_in_the_morning_is_where_the_reader_lives(zone: str, now: str, due: str) -> None:
    def utc(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert digest_due_at(Digest.DAILY, utc(now), zone) == utc(due)


@given(
    minutes=st.integers(0, 10**6),
    zone=st.sampled_from(["UTC", "Europe/London", "America/New_York", "Asia/Kathmandu"]),
    digest=st.sampled_from([Digest.DAILY, Digest.WEEKLY]),
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_digest_was_due_within_its_period_and_not_later_than_now(
    minutes: int, zone: str, digest: Digest
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    period = timedelta(days=1) if digest == Digest.DAILY else timedelta(days=7)

    due = digest_due_at(digest, now, zone)

    assert now - period - timedelta(hours=1) < due <= now  # an hour for the change of clocks
