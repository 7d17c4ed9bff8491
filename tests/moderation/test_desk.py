"""The approval desk as hosts and moderators use it, and the answers authors get."""

import pytest
from django.core import mail
from django.test import Client
from tests.conftest import Player

from openrounds.jobs.models import Job
from openrounds.jobs.worker import work_off
from openrounds.moderation.actions import Ruling, decide
from openrounds.moderation.export import moderation_part
from openrounds.moderation.models import Case, CaseState, Decision, Ground, Outcome, Report
from openrounds.rooms.access import Viewer
from openrounds.rooms.models import MembershipState, Post, PostState


def test_the_desk_shows_the_gravest_case_with_its_text_covered(
    host: Player, held_post: Post
) -> None:
    page = host.get("/desk/")

    assert page.status_code == 200
    assert "Every post in this room is seen first." in page.text
    in_sight, _, covered = page.text.partition("<details")
    assert "My ward was kind to me." not in in_sight
    assert "My ward was kind to me." in covered


def test_a_host_publishes_with_one_key(host: Player, held_post: Post) -> None:
    case = Case.objects.get()

    host.post(f"/desk/cases/{case.public_id}/decide/", {"outcome": "publish"})

    held_post.refresh_from_db()
    assert held_post.state == PostState.PUBLISHED


def test_a_refusal_is_told_to_its_author_and_can_be_undone(
    host: Player, patient: Player, stranger: Player, held_post: Post
) -> None:
    case = Case.objects.get()
    ruling = {"outcome": "return", "ground": "private", "words": "Leave the ward out, please."}

    page = host.post(f"/desk/cases/{case.public_id}/decide/", ruling, follow=True)

    decision = Decision.objects.get()
    answer = patient.get(f"/answers/{decision.public_id}/")
    assert "Leave the ward out, please." in answer.text
    assert "names or shows a person" in answer.text
    assert "A person looked at it and decided" in answer.text
    assert stranger.get(f"/answers/{decision.public_id}/").status_code == 404
    assert f"/desk/decisions/{decision.public_id}/undo/" in page.text
    host.post(f"/desk/decisions/{decision.public_id}/undo/")
    assert Case.objects.get().state == CaseState.OPEN


def test_a_refusal_without_a_reason_is_sent_back_in_words(host: Player, held_post: Post) -> None:
    case = Case.objects.get()

    answer = host.post(f"/desk/cases/{case.public_id}/decide/", {"outcome": "return"})

    assert answer.status_code == 422
    assert "right to a reason" in answer.text


def test_the_mail_to_the_author_says_neither_room_nor_text(
    at_host: Viewer, held_post: Post
) -> None:
    decide(at_host, Case.objects.get(), Ruling(Outcome.RETURN, Ground.PRIVATE, "The ward."))

    work_off()

    [letter] = mail.outbox
    assert letter.to == ["patient@example.org"]
    for secret in ("ward", "Gynaecologic", "gynae", "Blue Heron"):
        assert secret not in letter.subject + str(letter.body)
    assert Decision.objects.get().public_id in letter.body


def test_a_member_reports_a_post_and_sees_what_became_of_it(
    at_stranger: Viewer, stranger: Player, host: Player, published_post: Post
) -> None:
    stranger.post(f"/report/gynae/{published_post.public_id}/", {"reason": "advice"})

    assert Report.objects.get().reason == "advice"
    assert "somebody will look at it" in stranger.get("/answers/").text
    host.post(f"/desk/cases/{Case.objects.get().public_id}/decide/", {"outcome": "keep"})
    assert "left it" in stranger.get("/answers/").text


def test_a_visitor_is_asked_to_sign_in_before_reporting(
    visitor: Client, published_post: Post
) -> None:
    answer = visitor.get(f"/report/gynae/{published_post.public_id}/")

    assert answer.status_code == 302


@pytest.mark.parametrize("path", ["/desk/", "/desk/decided/"])
def test_a_member_has_no_desk(stranger: Player, held_post: Post, path: str) -> None:
    assert stranger.get(path).status_code == 403


def test_a_moderator_pauses_and_shows_somebody_out_and_lets_them_back(
    moderator: Player, at_patient: Viewer
) -> None:
    member = at_patient.membership
    assert member is not None
    url = f"/desk/people/gynae/{member.public_id}/restrain/"

    moderator.post(url, {"act": "pause", "hours": "24"})
    member.refresh_from_db()
    assert member.quiet_until is not None
    moderator.post(url, {"act": "out"})
    member.refresh_from_db()
    assert member.state == MembershipState.REMOVED
    moderator.post(url, {"act": "back"})
    member.refresh_from_db()
    assert (member.state, member.quiet_until) == (MembershipState.ACTIVE, None)


def test_looking_behind_a_name_shows_the_account_after_a_reason_and_tells_the_person(
    moderator: Player, patient: Player, at_patient: Viewer
) -> None:
    member = at_patient.membership
    assert member is not None
    url = f"/desk/people/gynae/{member.public_id}/"
    assert "patient@example.org" not in moderator.get(url).text

    shown = moderator.post(url, {"reason": "Says they have taken tablets tonight."})

    assert "patient@example.org" in shown.text
    assert "Says they have taken tablets tonight." in patient.get("/answers/").text


def test_a_skipped_case_stays_on_the_desk(host: Player, held_post: Post) -> None:
    host.post(f"/desk/cases/{Case.objects.get().public_id}/skip/")

    assert Case.objects.get().state == CaseState.OPEN
    assert not Job.objects.filter(kind__contains="tell_author").exists()


def test_the_archive_holds_what_was_decided_reported_and_looked_at(
    at_host: Viewer, patient: Player, held_post: Post
) -> None:
    decide(at_host, Case.objects.get(), Ruling(Outcome.RETURN, Ground.PRIVATE, "The ward."))

    files = dict(moderation_part(patient.person))

    assert set(files) == {"answers.json", "reports.json", "looks-behind-your-names.json"}
    assert b"The ward." in files["answers.json"]
    assert at_host.person is not None
    assert b"The ward." not in dict(moderation_part(at_host.person))["answers.json"]
