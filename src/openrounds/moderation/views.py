"""The approval desk, reporting a post, and reading why."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openrounds.accounts.access import access_person
from openrounds.errors import Conflict
from openrounds.moderation import actions, queries, wording
from openrounds.moderation.access import (
    access_case,
    access_decision,
    access_desk,
    access_own_decision,
)
from openrounds.moderation.forms import PauseForm, ReportForm, RulingForm, UnmaskForm
from openrounds.moderation.models import Case, CaseKind, Decision, Ground, Outcome, ReportReason
from openrounds.rooms.access import access_as_moderator, access_member, access_post, access_room
from openrounds.rooms.actions.door import ask_for_pause, let_back, show_out


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """One case at a time, the list beside it."""
    person = access_desk(request.user)
    asked = request.GET.get("case")
    case = access_case(person, asked)[0] if asked else queries.next_case(person)
    cases = list(queries.open_cases(person)[:50])
    context: dict[str, object] = {"case": case, "cases": cases}
    if case is not None:
        context |= _case_parts(request, case)
    last = request.GET.get("undo")
    if last:
        context["undoable"] = access_decision(person, last)[0]
    return render(request, "moderation/desk.html", context)


def _case_parts(request: HttpRequest, case: Case) -> dict[str, object]:
    _case, viewer = access_case(request.user, case.public_id)
    busy = ""
    try:
        actions.claim_case(viewer, case)
    except Conflict as error:
        busy = error.message
    return {
        "reasons": wording.case_reasons(case.reasons),
        "before": queries.context_of(case),
        "reports": list(case.reports.order_by("at")),
        "held": case.kind == CaseKind.HELD,
        "grounds": [choice for choice in Ground.choices if choice[0] != Ground.FINE],
        "busy": busy,
        "text": case.post.text or case.evidence,
    }


@login_required
@require_POST
def decide(request: HttpRequest, case_id: str) -> HttpResponse:
    """Carry a decision out, and go on to the next case."""
    case, viewer = access_case(request.user, case_id)
    form = RulingForm(request.POST)
    form.full_clean()
    ruling = actions.Ruling(
        Outcome(form.cleaned_data.get("outcome") or Outcome.KEEP),
        Ground(form.cleaned_data.get("ground") or Ground.FINE),
        form.cleaned_data.get("words", ""),
    )
    decision = actions.decide(viewer, case, ruling)
    messages.success(request, _("Decided: %(what)s.") % {"what": decision.get_outcome_display()})
    undo = f"?undo={decision.public_id}" if actions.is_restrictive(decision.outcome) else ""
    return redirect(f"{_desk_url()}{undo}")


@login_required
@require_POST
def skip(request: HttpRequest, case_id: str) -> HttpResponse:
    """Leave a case to somebody else, or for later."""
    case, _viewer = access_case(request.user, case_id)
    following = queries.next_case(access_person(request.user), after=case)
    return redirect(f"{_desk_url()}?case={following.public_id}" if following else _desk_url())


@login_required
@require_POST
def undo(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Take a decision back; its case is open again."""
    decision, viewer = access_decision(request.user, decision_id)
    case = actions.undo(viewer, decision)
    messages.success(request, _("Undone. The case is open again."))
    return redirect(f"{_desk_url()}?case={case.public_id}")


@login_required
@require_GET
def decided(request: HttpRequest) -> HttpResponse:
    """What was decided in the last day."""
    person = access_desk(request.user)
    rows = list(queries.decided_lately(person))
    return render(request, "moderation/decided.html", {"decisions": rows})


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, slug: str, post_id: str) -> HttpResponse:
    """Report a post."""
    viewer = access_room(request.user, slug)
    post = access_post(viewer, post_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = ReportReason(form.cleaned_data["reason"])
        actions.report_post(viewer, post_id, reason, form.cleaned_data["words"])
        messages.success(
            request, _("Thank you. A person looks at it; the author does not learn who.")
        )
        return redirect(f"/rooms/{slug}/#post-{post_id}")
    context = {"form": form, "post": post, "room": viewer.room, "back": f"/rooms/{slug}/"}
    return render(request, "moderation/report.html", context)


@login_required
@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """What moderators decided about one's own posts, and who looked behind one's names."""
    person = access_person(request.user)
    rows = [_answer(decision) for decision in queries.decisions_about(person)[:100]]
    context = {
        "answers": rows,
        "unmaskings": list(queries.unmaskings_of(person)[:100]),
        "reports": list(queries.reports_by(person)[:100]),
    }
    return render(request, "moderation/answers.html", context)


@login_required
@require_GET
def answer(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Why a moderator decided as they did: the statement of reasons."""
    decision = access_own_decision(request.user, decision_id)
    actions.mark_seen(decision)
    return render(request, "moderation/answer.html", _answer(decision))


def _answer(decision: Decision) -> dict[str, object]:
    return {
        "decision": decision,
        "room": decision.case.room,
        "room_path": f"/rooms/{decision.case.room.slug}/",
        "what": wording.outcome_sentence(decision),
        "how": wording.found_sentence(decision),
        "why": wording.GROUND_SENTENCES[Ground(decision.ground)],
        "text": decision.case.post.text,
        "restrictive": actions.is_restrictive(decision.outcome),
    }


@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, slug: str, member_id: str) -> HttpResponse:
    """Somebody in a room, as its moderators see them; looking behind the name needs a reason."""
    viewer = access_as_moderator(request.user, slug)
    member = access_member(viewer, member_id)
    form = UnmaskForm(request.POST or None)
    context = {
        "room": viewer.room,
        "member": member,
        "form": form,
        "pause": PauseForm(),
        "now": timezone.now(),
    }
    if request.method == "POST" and form.is_valid():
        context["account"] = actions.unmask(viewer, member_id, form.cleaned_data["reason"])
    return render(request, "moderation/person.html", context)


@login_required
@require_POST
def restrain(request: HttpRequest, slug: str, member_id: str) -> HttpResponse:
    """Pause somebody's posts, show them out, or let them back."""
    viewer = access_as_moderator(request.user, slug)
    member = access_member(viewer, member_id)
    match request.POST.get("act"):
        case "pause":
            form = PauseForm(request.POST)
            hours = int(form.cleaned_data["hours"]) if form.is_valid() else 1
            ask_for_pause(viewer, member, timezone.now() + timedelta(hours=hours))
        case "out":
            show_out(viewer, member)
        case _:
            let_back(viewer, member)
    messages.success(request, _("Done."))
    return redirect("moderation:person", slug, member_id)


def _desk_url() -> str:
    return "/desk/"
