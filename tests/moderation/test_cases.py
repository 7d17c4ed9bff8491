"""A held or reported post becomes a case; a person decides it and says why."""

from datetime import timedelta

import pytest
import time_machine
from tests.conftest import Player
from tests.moderation.conftest import now_at

from openrounds.audit.models import LogEntry
from openrounds.errors import Conflict, NotAllowed, NotFound, Refused
from openrounds.moderation.access import access_case, access_own_decision
from openrounds.moderation.actions import (
    Ruling,
    claim_case,
    decide,
    forget_evidence,
    report_post,
    undo,
    unmask,
)
from openrounds.moderation.models import Case, CaseState, Ground, Outcome, ReportReason, Unmasking
from openrounds.realtime.models import StreamEvent
from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.posts import withdraw_post
from openrounds.rooms.models import Post, PostState

RETURN = Ruling(Outcome.RETURN, Ground.PRIVATE, "It names your ward. Without it, it can go out.")


def test_a_held_post_is_on_the_desk_in_the_same_moment(held_post: Post) -> None:
    case = Case.objects.get()

    assert case.post == held_post
    assert case.reasons == ["room_holds_all"]


def test_a_published_case_puts_the_post_into_the_room(at_host: Viewer, held_post: Post) -> None:
    decide(at_host, Case.objects.get(), Ruling(Outcome.PUBLISH))

    held_post.refresh_from_db()
    assert (held_post.state, held_post.position) == (PostState.PUBLISHED, 1)


def test_a_refusal_without_a_reason_is_not_taken(at_host: Viewer, held_post: Post) -> None:
    with pytest.raises(Refused):
        decide(at_host, Case.objects.get(), Ruling(Outcome.RETURN))
    assert Case.objects.get().state == CaseState.OPEN


def test_the_author_can_read_why_and_nobody_else_can(
    at_host: Viewer, held_post: Post, patient: Player, stranger: Player
) -> None:
    decision = decide(at_host, Case.objects.get(), RETURN)

    assert access_own_decision(patient.person, decision.public_id).ground == Ground.PRIVATE
    with pytest.raises(NotFound):
        access_own_decision(stranger.person, decision.public_id)


def test_two_people_cannot_decide_one_case(at_host: Viewer, held_post: Post) -> None:
    case = Case.objects.get()
    decide(at_host, case, Ruling(Outcome.PUBLISH))

    with pytest.raises(Conflict):
        decide(at_host, case, RETURN)


def test_a_case_somebody_is_looking_at_is_left_alone_for_ten_minutes(
    at_host: Viewer, held_post: Post, moderator: Player, clock: time_machine.Traveller
) -> None:
    claim_case(at_host, Case.objects.get())
    case, at_moderator = access_case(moderator.person, Case.objects.get().public_id)

    with pytest.raises(Conflict):
        claim_case(at_moderator, case)
    clock.shift(timedelta(minutes=10, seconds=1))
    assert claim_case(at_moderator, case).claimed_by_ref == moderator.person.log_ref


def test_a_refusal_can_be_undone(at_host: Viewer, held_post: Post) -> None:
    decision = decide(at_host, Case.objects.get(), RETURN)

    undo(at_host, decision)

    held_post.refresh_from_db()
    assert held_post.state == PostState.HELD
    assert Case.objects.get().state == CaseState.OPEN


def test_an_author_who_takes_a_held_post_back_settles_its_case(
    at_patient: Viewer, held_post: Post
) -> None:
    withdraw_post(at_patient, held_post.public_id)

    assert Case.objects.get().state == CaseState.MOOT


def test_reports_of_one_post_fold_into_one_case(
    at_host: Viewer, at_stranger: Viewer, published_post: Post
) -> None:
    report_post(at_stranger, published_post.public_id, ReportReason.ADVICE, "This is dangerous.")
    report_post(at_stranger, published_post.public_id, ReportReason.ADVICE)
    report_post(at_host, published_post.public_id, ReportReason.WORRIED)

    case = Case.objects.get()
    assert case.reasons == ["advice", "worried"]
    assert case.severity > 90


def test_a_removed_post_can_be_put_back_in_its_place(
    at_host: Viewer, at_stranger: Viewer, published_post: Post
) -> None:
    report_post(at_stranger, published_post.public_id, ReportReason.ADVICE)
    decision = decide(at_host, Case.objects.get(), Ruling(Outcome.REMOVE, Ground.ADVICE))
    published_post.refresh_from_db()
    assert published_post.state == PostState.REMOVED

    undo(at_host, decision)

    published_post.refresh_from_db()
    assert (published_post.state, published_post.position) == (PostState.PUBLISHED, 1)


def test_what_a_reported_post_said_is_erased_a_month_after_the_decision(
    at_host: Viewer, at_stranger: Viewer, published_post: Post, clock: time_machine.Traveller
) -> None:
    report_post(at_stranger, published_post.public_id, ReportReason.ADVICE)
    decide(at_host, Case.objects.get(), Ruling(Outcome.KEEP))
    assert Case.objects.get().evidence == published_post.text

    clock.shift(timedelta(days=31))

    assert forget_evidence() == 1
    assert Case.objects.get().evidence == ""


def test_a_case_is_told_to_the_staff_and_to_nobody_else(
    at_stranger: Viewer, published_post: Post
) -> None:
    report_post(at_stranger, published_post.public_id, ReportReason.UNKIND)

    [event] = StreamEvent.objects.filter(kind="case")
    assert event.topic.key.endswith(":staff")


def test_a_stranger_cannot_see_a_case(held_post: Post, stranger: Player) -> None:
    with pytest.raises(NotFound):
        access_case(stranger.person, Case.objects.get().public_id)


def test_looking_behind_a_pseudonym_needs_a_reason_and_is_logged(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    member = at_patient.membership
    assert member is not None
    with pytest.raises(Refused):
        unmask(at_host, member.public_id, "why not")

    person = unmask(at_host, member.public_id, "Says they have taken tablets; need to call help.")

    assert person == patient.person
    entry = LogEntry.objects.get(action="member.unmasked")
    assert entry.object_ref == member.public_id
    assert "tablets" not in str(vars(entry))
    assert Unmasking.objects.get().reason.startswith("Says they")


def test_a_member_cannot_look_behind_a_pseudonym(at_patient: Viewer, at_host: Viewer) -> None:
    assert at_host.membership is not None
    with pytest.raises(NotAllowed):
        unmask(now_at(at_patient), at_host.membership.public_id, "I would like to know who it is.")
