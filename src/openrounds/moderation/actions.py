"""Opening, deciding and undoing cases; reports; looking behind a pseudonym."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.accounts.models import Person
from openrounds.audit.actions import append as log
from openrounds.engine.text import text_hash
from openrounds.errors import Conflict, NotAllowed, Refused
from openrounds.events import emit
from openrounds.moderation.events import CaseDecided, CaseOpened, MemberUnmasked
from openrounds.moderation.models import (
    Case,
    CaseKind,
    CaseState,
    Decision,
    Ground,
    Outcome,
    Report,
    ReportReason,
    Unmasking,
)
from openrounds.moderation.policy import severity_of_hold, severity_of_report
from openrounds.realtime.actions import append as tell
from openrounds.rooms.access import Viewer, access_member, access_post
from openrounds.rooms.actions.posts import remove_post, restore_post
from openrounds.rooms.actions.publishing import decline_post, hold_again, release_post
from openrounds.rooms.models import Post, PostState
from openrounds.rooms.topics import staff_topic

LEASE = timedelta(minutes=10)
UNDO_WINDOW = timedelta(minutes=10)

OUTCOMES = {
    CaseKind.HELD: (Outcome.PUBLISH, Outcome.RETURN),
    CaseKind.REPORTED: (Outcome.KEEP, Outcome.REMOVE),
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator decides, on which ground, and in which words to the author."""

    outcome: Outcome
    ground: Ground = Ground.FINE
    words: str = ""


@transaction.atomic
def open_held_case(post: Post) -> Case:
    """A post is held: put it on the desk."""
    case = Case.objects.create(
        room=post.room,
        post=post,
        kind=CaseKind.HELD,
        severity=severity_of_hold(post.hold_reasons),
        reasons=post.hold_reasons,
    )
    _tell_staff(case)
    emit(CaseOpened(case.public_id, post.room.slug, case.kind))
    return case


@transaction.atomic
def report_post(viewer: Viewer, public_id: str, reason: ReportReason, words: str = "") -> Report:
    """Report a published post. A second report of it joins the first; one per person."""
    if viewer.membership is None:
        raise NotAllowed(
            _("Choose a name for this room first; then you can report."),
            remedy=_("Go to the room's door. In danger, call the emergency number."),
        )
    post = access_post(viewer, public_id)
    if post.state != PostState.PUBLISHED:
        raise Conflict(_("This post is no longer there."), remedy=_("Go back to the room."))
    case, is_new = Case.objects.get_or_create(
        post=post,
        state=CaseState.OPEN,
        defaults={"room": viewer.room, "kind": CaseKind.REPORTED, "evidence": post.text},
    )
    report, _created = Report.objects.get_or_create(
        case=case,
        reporter=viewer.membership,
        defaults={"reason": reason, "words": words.strip()[:500]},
    )
    case.reasons = list(case.reports.order_by("at").values_list("reason", flat=True))
    case.severity = severity_of_report(case.reasons)
    case.save(update_fields=["reasons", "severity"])
    log(
        "post.reported",
        actor_ref=viewer.actor_ref,
        of=("case", case.public_id),
        room_ref=viewer.room.slug,
        content_hash=post.content_hash,
        detail={"reason": str(reason)},
    )
    _tell_staff(case)
    if is_new:
        emit(CaseOpened(case.public_id, viewer.room.slug, case.kind))
    return report


@transaction.atomic
def claim_case(viewer: Viewer, case: Case) -> Case:
    """Say that one is at work on a case, for ten minutes, so that no two decide at once."""
    case = _locked(case)
    now, me = timezone.now(), viewer.actor_ref
    if case.claimed_until and case.claimed_until > now and case.claimed_by_ref != me:
        raise Conflict(
            _("Somebody else is looking at this one."), remedy=_("Take the next; it comes back.")
        )
    case.claimed_by_ref, case.claimed_until = me, now + LEASE
    case.save(update_fields=["claimed_by_ref", "claimed_until"])
    return case


@transaction.atomic
def decide(viewer: Viewer, case: Case, ruling: Ruling) -> Decision:
    """Decide a case and carry the decision out. The author is told why, in the same moment."""
    case = _locked(case)
    if case.state != CaseState.OPEN:
        raise Conflict(
            _("Somebody has already decided about this post."), remedy=_("Take the next one.")
        )
    if ruling.outcome not in OUTCOMES[CaseKind(case.kind)]:
        raise Refused(_("This cannot be decided here."), remedy=_("Choose another decision."))
    if is_restrictive(ruling.outcome) and ruling.ground == Ground.FINE:
        raise Refused(
            _("The author has a right to a reason."), remedy=_("Choose the reason that fits.")
        )
    _carry_out(viewer, case.post, ruling.outcome)
    decision = Decision.objects.create(
        case=case,
        outcome=ruling.outcome,
        ground=ruling.ground,
        words=ruling.words.strip()[:500],
        found_by_rule=case.kind == CaseKind.HELD,
        by_ref=viewer.actor_ref,
    )
    _close(case, CaseState.DECIDED)
    log(
        "case.decided",
        actor_ref=viewer.actor_ref,
        of=("case", case.public_id),
        room_ref=case.room.slug,
        content_hash=text_hash(decision.words) if decision.words else "",
        detail={"outcome": str(ruling.outcome), "ground": str(ruling.ground)},
    )
    emit(CaseDecided(case.public_id, case.room.slug, str(ruling.outcome)))
    return decision


def is_restrictive(outcome: str) -> bool:
    """Whether a decision takes something from the author, so that reasons are owed."""
    return outcome in (Outcome.RETURN, Outcome.REMOVE)


def _carry_out(viewer: Viewer, post: Post, outcome: Outcome) -> None:
    match outcome:
        case Outcome.PUBLISH:
            release_post(viewer, post)
        case Outcome.RETURN:
            decline_post(viewer, post)
        case Outcome.REMOVE:
            remove_post(viewer, post)
        case Outcome.KEEP:
            pass


@transaction.atomic
def undo(viewer: Viewer, decision: Decision) -> Case:
    """Take a restrictive decision back: the post stands as before and the case is open again."""
    case = _locked(decision.case)
    if decision.undone_at is not None or not is_restrictive(decision.outcome):
        raise Conflict(
            _("This decision cannot be undone."), remedy=_("A published post can be taken away.")
        )
    if decision.outcome == Outcome.REMOVE:
        restore_post(viewer, case.post)
    else:
        hold_again(viewer, case.post)
    decision.undone_at = timezone.now()
    decision.save(update_fields=["undone_at"])
    case.state, case.decided_at = CaseState.OPEN, None
    case.save(update_fields=["state", "decided_at"])
    log(
        "case.reopened",
        actor_ref=viewer.actor_ref,
        of=("case", case.public_id),
        room_ref=case.room.slug,
    )
    _tell_staff(case)
    return case


@transaction.atomic
def settle_case_of(post: Post) -> None:
    """The author took the post back: a held case is moot; a reported one is still looked at."""
    for case in Case.objects.filter(post=post, state=CaseState.OPEN, kind=CaseKind.HELD):
        _close(case, CaseState.MOOT)


@transaction.atomic
def forget_evidence(*, decided_before: timedelta = timedelta(days=30)) -> int:
    """Erase what reported posts said, a month after the decision."""
    done = Case.objects.filter(decided_at__lt=timezone.now() - decided_before)
    return done.exclude(evidence="").update(evidence="")


@transaction.atomic
def mark_seen(decision: Decision) -> None:
    """The author has read the reasons."""
    if decision.seen_at is None:
        decision.seen_at = timezone.now()
        decision.save(update_fields=["seen_at"])


@transaction.atomic
def unmask(viewer: Viewer, member_id: str, reason: str) -> Person:
    """The account behind a pseudonym. Needs a reason; is logged; the person is told."""
    if not viewer.is_moderator:
        raise NotAllowed(_("Only moderators can do this."), remedy=_("Ask a moderator."))
    if len(reason.strip()) < 10:
        raise Refused(
            _("Say in a sentence why you have to know."),
            remedy=_("The reason is kept, and the person can read it."),
        )
    member = access_member(viewer, member_id)
    if member.person is None:
        raise Conflict(_("This account has been deleted."), remedy=_("There is nobody to ask."))
    Unmasking.objects.create(member=member, by_ref=viewer.actor_ref, reason=reason.strip()[:500])
    log(
        "member.unmasked",
        actor_ref=viewer.actor_ref,
        of=("member", member.public_id),
        room_ref=viewer.room.slug,
        content_hash=text_hash(reason.strip()[:500]),
    )
    emit(MemberUnmasked(viewer.room.slug, member.public_id))
    return member.person


def _close(case: Case, state: CaseState) -> None:
    case.state, case.decided_at = state, timezone.now()
    case.save(update_fields=["state", "decided_at"])
    _tell_staff(case)


def _tell_staff(case: Case) -> None:
    tell(staff_topic(case.room), "case", case.public_id)


def _locked(case: Case) -> Case:
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("room", "post", "post__room", "post__author")
        .get(pk=case.pk)
    )
