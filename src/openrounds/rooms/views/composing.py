"""The field where one writes, made ready for its template."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from openrounds.rooms import wording
from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.publishing import NO_QUESTION, Submission
from openrounds.rooms.guard_wording import Look
from openrounds.rooms.models import RoomState
from openrounds.rooms.queries.cards import ReplyTo
from openrounds.rooms.queries.notices import NoticeStanding
from openrounds.rooms.queries.publicness import RoomPublicness
from openrounds.rooms.queries.sections import QuestionCard
from openrounds.rooms.slots import Slot, links
from openrounds.rooms.text import POST
from openrounds.rooms.wording import ReadersWords
from openrounds.web.navigation import Link


@dataclass(frozen=True, slots=True)
class Gate:
    """Why somebody cannot write here now, and the step that would change it, if there is one."""

    words: str
    url: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Composer:
    """What `web/parts/composer.html` takes."""

    action: str
    room: str
    check_url: str
    sign_in_url: str
    notice_url: str
    idempotency_key: str
    limit: int
    readers: ReadersWords
    text: str = ""
    label: str = ""
    question: str = ""
    questions: Sequence[QuestionCard] = ()
    reply_to: ReplyTo | None = None
    draft: str = ""
    report: Look | None = None
    still: bool = False
    note: str = ""
    notice: str = ""
    send: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed so far, where it came from, and what the guard said of it."""

    sent: Submission
    draft: str = ""
    reply_to: ReplyTo | None = None
    report: Look | None = None
    still: bool = False
    notice: str = ""


def composer(
    viewer: Viewer,
    publicness: RoomPublicness,
    questions: Sequence[QuestionCard],
    typed: Typed,
) -> Composer:
    """The field with what was typed. `questions` are those that take answers now."""
    slug, sent = viewer.room.slug, typed.sent
    open_ones = [question.id for question in questions if question.state == "open"]
    return Composer(
        action=reverse("rooms:posts", args=[slug]),
        room=slug,
        check_url=reverse("rooms:check", args=[slug]),
        sign_in_url=sign_in_url(reverse("rooms:room", args=[slug])),
        notice_url=reverse("rooms:notice", args=[slug]),
        idempotency_key=sent.idempotency_key or secrets.token_urlsafe(12),
        limit=POST.max_length,
        readers=wording.readers_words(publicness),
        text=sent.text,
        label=_("Your answer") if open_ones else _("Write a post"),
        question=sent.question or (open_ones[0] if open_ones else NO_QUESTION),
        questions=questions,
        reply_to=typed.reply_to,
        draft=typed.draft,
        report=typed.report,
        still=typed.still,
        note=_note(viewer),
        notice=typed.notice,
        send=_("Accept the notice and post") if typed.notice else "",
        links=links(Slot.COMPOSER, viewer, slug),
    )


def _note(viewer: Viewer) -> str:
    """What holds for every post in this room now."""
    room = viewer.room
    notes = []
    if room.hold_all and not viewer.is_moderator:
        notes.append(_("A moderator sees each post before it goes out."))
    if room.slow_mode_s and not viewer.is_moderator:
        notes.append(wording.slow_mode_holds(room.slow_mode_s))
    return " ".join(notes)


def gate(request: HttpRequest, viewer: Viewer, notice: NoticeStanding) -> Gate | None:
    """Why this viewer cannot write now; nothing when they can. The action asks again."""
    room, member = viewer.room, viewer.membership
    if room.state != RoomState.OPEN:
        return Gate(_("This room is over. You can still read it."))
    if room.comment_free and not viewer.is_host:
        return Gate(_("This room is for announcements. Only its hosts write here."))
    if viewer.person is None:
        return Gate(
            _("You can read along. To write, sign in."),
            sign_in_url(request.get_full_path()),
            _("Sign in or make an account"),
        )
    if member is None:
        door = reverse("rooms:door", args=[room.slug])
        return Gate(
            _("You can read along. To write, choose a name for this room."), door, _("Come in")
        )
    if room.locked and not viewer.is_host:
        return Gate(_("The hosts have closed this room to new posts for now."))
    return _pause(member.quiet_until) or _notice_gate(viewer, notice)


def _pause(until: datetime | None) -> Gate | None:
    if until is None or until <= timezone.now():
        return None
    return Gate(wording.quiet_until(until))


def _notice_gate(viewer: Viewer, notice: NoticeStanding) -> Gate | None:
    if notice.accepted:
        return None
    url = reverse("rooms:notice", args=[viewer.room.slug])
    if notice.accepted_version:
        return Gate(
            _("The notice of this room has changed. Read it before you write again."),
            url,
            _("Read the new notice"),
        )
    return Gate(
        _("Before you write here, please read the notice of this room."), url, _("Read the notice")
    )


def sign_in_url(back_to: str) -> str:
    """Where one signs in and then comes back."""
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back_to})}"
