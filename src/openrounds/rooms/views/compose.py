"""Sending a post: one look at what it gives away, then the author's own choice."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openrounds.accounts.access import access_person
from openrounds.errors import NotFound, NoticeNotAccepted, OpenRoundsError, TooMany
from openrounds.rooms import wording
from openrounds.rooms.access import Viewer, access_as_member, access_post
from openrounds.rooms.actions.drafts import forget_draft, keep_draft
from openrounds.rooms.actions.notices import accept_notice
from openrounds.rooms.actions.publishing import Outcome, Submission, publish_post
from openrounds.rooms.guard_wording import FindingWords, Look, gentler, look_words
from openrounds.rooms.models import Notice
from openrounds.rooms.notice_wording import parts
from openrounds.rooms.queries.cards import ReplyTo
from openrounds.rooms.queries.guarding import examine
from openrounds.rooms.queries.notices import current_notice, live_chat
from openrounds.rooms.queries.publicness import publicness_of
from openrounds.rooms.queries.room_page import answerable_questions
from openrounds.rooms.queries.stream import post_frame
from openrounds.rooms.text import POST, clean_post
from openrounds.rooms.views.answering import unkept, wants_json
from openrounds.rooms.views.composing import Typed, composer

LOOKED_AT = 2 * POST.max_length


@require_http_methods(["GET", "POST"])
@unkept
def posts(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the composer sends. Whatever goes wrong, the text comes back."""
    if request.method == "GET":
        return redirect("rooms:room", slug=slug)
    access_person(request.user)
    viewer = access_as_member(request.user, slug)
    sent = Submission(
        text=request.POST.get("text", ""),
        question=request.POST.get("question", ""),
        reply_to=request.POST.get("reply_to", ""),
        idempotency_key=request.POST.get("idempotency_key", "")[:80],
    )
    try:
        return _send(request, viewer, sent)
    except OpenRoundsError as error:
        if wants_json(request):
            raise
        return _once_more(request, viewer, sent, error=error)


def _send(request: HttpRequest, viewer: Viewer, sent: Submission) -> HttpResponse:
    choice = request.POST.get("choice", "")
    if digest := request.POST.get("notice", ""):
        accept_notice(viewer, _notice(viewer), digest)
    clean_post(sent.text)
    if choice == "keep":
        return _kept(request, viewer, sent)
    report = examine(viewer, sent.text)
    if choice == "gentler":
        sent = replace(sent, text=gentler(sent.text, report))
    elif not choice and report.findings:
        return _review(request, viewer, sent, look_words(sent.text, report))
    outcome = publish_post(viewer, sent)
    _forget_draft(request)
    return _sent(request, viewer, outcome)


def _kept(request: HttpRequest, viewer: Viewer, sent: Submission) -> HttpResponse:
    keep_draft(viewer, sent.text)
    _forget_draft(request)
    words = _("Kept as a draft. Nobody else can see it.")
    if wants_json(request):
        return JsonResponse({"state": "kept", "words": words}, status=201)
    messages.success(request, words)
    return redirect("rooms:drafts")


def _forget_draft(request: HttpRequest) -> None:
    """The draft that this text came from has done its work."""
    if draft := request.POST.get("draft", ""):
        try:
            forget_draft(access_person(request.user), draft)
        except NotFound:
            return  # erased in another tab


def _review(request: HttpRequest, viewer: Viewer, sent: Submission, look: Look) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"state": "findings", **look_value(look)})
    return _once_more(request, viewer, sent, look=look)


def _once_more(
    request: HttpRequest,
    viewer: Viewer,
    sent: Submission,
    *,
    look: Look | None = None,
    error: OpenRoundsError | None = None,
) -> HttpResponse:
    """The text again, with what stands in its way, and every way on."""
    notice = _notice(viewer) if isinstance(error, NoticeNotAccepted) else None
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "error": error,
        "look": look,
        "pieces": marked(sent.text, look.findings) if look else (),
        "notice": notice,
        "parts": parts(notice) if notice else (),
        "composer": composer(
            viewer,
            publicness_of(viewer.room),
            answerable_questions(viewer),
            Typed(
                sent,
                draft=request.POST.get("draft", ""),
                reply_to=_reply_to(viewer, sent.reply_to),
                report=look,
                still=True,
                notice=notice.digest if notice else "",
            ),
        ),
    }
    status = error.status if error else 200
    response = render(request, "rooms/compose.html", context, status=status)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _notice(viewer: Viewer) -> Notice:
    return current_notice(viewer.room, live_chat(viewer))


def _reply_to(viewer: Viewer, public_id: str) -> ReplyTo | None:
    try:
        post = access_post(viewer, public_id) if public_id else None
    except NotFound:
        return None
    return ReplyTo(post.public_id, post.author.pseudonym) if post else None


def marked(text: str, findings: tuple[FindingWords, ...]) -> list[tuple[str, bool]]:
    """The text in pieces; those that give something away are marked."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for finding in findings:
        pieces += [(text[done : finding.start], False), (text[finding.start : finding.end], True)]
        done = finding.end
    return [piece for piece in [*pieces, (text[done:], False)] if piece[0]]


def _sent(request: HttpRequest, viewer: Viewer, outcome: Outcome) -> HttpResponse:
    look = look_words(outcome.post.text, outcome.report)
    words = wording.held() if outcome.held else wording.published()
    if wants_json(request):
        value: dict[str, object] = {
            "state": "held" if outcome.held else "published",
            "id": outcome.post.public_id,
            "words": words,
            "help": look_value(look)["help"],
        }
        if not outcome.held:
            value["post"] = post_frame(outcome.post)
        return JsonResponse(value, status=201)
    if look.help:
        context = {"room": viewer.room, "post": outcome.post, "words": words, "look": look}
        return render(request, "rooms/sent.html", context)
    if outcome.held:
        messages.info(request, words)
    anchor = "waiting" if outcome.held else f"post-{outcome.post.public_id}"
    return redirect(f"{reverse('rooms:room', args=[viewer.room.slug])}#{anchor}")


@require_POST
@unkept
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """What a draft gives away, asked while one types. Nothing of it is kept."""
    access_person(request.user)
    viewer = access_as_member(request.user, slug)
    text = request.POST.get("text", "")[:LOOKED_AT]
    return JsonResponse(look_value(look_words(text, examine(viewer, text))))


def look_value(look: Look) -> dict[str, object]:
    """The guard's words as the composer's module reads them."""
    return {
        "findings": [
            {
                "start": one.start,
                "end": one.end,
                "says": one.says,
                "matters": one.matters,
                "instead": one.instead,
                "leaves_out": one.leaves_out,
                "from": one.from_,
                "to": one.to,
            }
            for one in look.findings
        ],
        "effect": look.effect,
        "help": [
            {"words": line.words, "number": line.number, "url": line.url, "link": line.link}
            for line in look.help
        ],
    }
