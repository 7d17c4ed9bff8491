"""The host's console: each button is a form that posts here and comes back to the room."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from openrounds.errors import Conflict, NotFound
from openrounds.rooms.access import Viewer, access_as_host, access_chat, access_question
from openrounds.rooms.actions.chats import (
    close_question,
    end_chat,
    open_chat,
    open_question,
    take_question_back,
)
from openrounds.rooms.actions.posts import pin_post
from openrounds.rooms.actions.rooms import change_settings
from openrounds.rooms.host_wording import slow_words
from openrounds.rooms.models import LiveChat, Question
from openrounds.rooms.queries.hosting import SLOW_STEPS_S, host_strip
from openrounds.rooms.views.answering import back


@require_POST
def console(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Do one thing in the room, and go back to it."""
    viewer = access_as_host(request.user, slug)
    if verb not in VERBS:
        raise NotFound(_("The console has no such button."), remedy=_("Go back to the room."))
    words = VERBS[verb](viewer, request.POST.get("of", ""))
    if request.headers.get("X-Part") == "strip":  # asked by the console's own module
        return _part(request, slug, says=words)
    messages.success(request, words)
    return redirect("rooms:room", slug=slug)


@never_cache
@require_GET
def strip(request: HttpRequest, slug: str) -> HttpResponse:
    """The console alone, as it is now."""
    return _part(request, slug)


def _part(request: HttpRequest, slug: str, *, says: str = "") -> HttpResponse:
    viewer = access_as_host(request.user, slug)
    context = {"room": viewer.room, "strip": host_strip(viewer, timezone.now()), "says": says}
    return render(request, "rooms/host/strip.html", context)


@require_POST
def pin(request: HttpRequest, slug: str, post_id: str) -> HttpResponse:
    """Show a post above the stream, or stop showing it there."""
    viewer = access_as_host(request.user, slug)
    pin_post(viewer, post_id, pinned=request.POST.get("pinned") == "yes")
    return back(request, reverse("rooms:room", args=[slug]))


def _begin(viewer: Viewer, of: str) -> str:
    open_chat(viewer, access_chat(viewer, of))
    return _("The chat has begun.")


def _end(viewer: Viewer, of: str) -> str:
    end_chat(viewer, access_chat(viewer, of))
    return _("The chat is over. Thank you for hosting it.")


def _ask(viewer: Viewer, of: str) -> str:
    # The button names its question: pressed twice, or by two hosts at once, it skips none.
    question = open_question(viewer, _question(viewer, of))
    return _("%(label)s is open.") % {"label": question.label}


def _close(viewer: Viewer, of: str) -> str:
    question = close_question(viewer, _question(viewer, of))
    return _("%(label)s is closed.") % {"label": question.label}


def _take_back(viewer: Viewer, of: str) -> str:
    question = take_question_back(viewer, _question(viewer, of))
    return _("%(label)s waits again.") % {"label": question.label}


def _slow(viewer: Viewer, of: str) -> str:
    if of not in {str(step) for step in SLOW_STEPS_S}:
        raise Conflict(_("Slow mode has no such step."), remedy=_("Choose one of the list."))
    seconds = int(of)
    change_settings(viewer, {"slow_mode_s": seconds})
    return slow_words(seconds)


def _lock(viewer: Viewer, _of: str) -> str:
    change_settings(viewer, {"locked": True})
    return _("Locked: only hosts can post now.")


def _unlock(viewer: Viewer, _of: str) -> str:
    change_settings(viewer, {"locked": False})
    return _("Unlocked: everybody can post again.")


def _hold(viewer: Viewer, _of: str) -> str:
    change_settings(viewer, {"hold_all": True})
    return _("Every post waits for a look now.")


def _release(viewer: Viewer, _of: str) -> str:
    change_settings(viewer, {"hold_all": False})
    return _("New posts go out again. Those that wait still wait.")


def _question(viewer: Viewer, of: str) -> Question:
    chat = LiveChat.objects.filter(room=viewer.room, questions__public_id=of).first()
    if chat is None:
        raise NotFound(_("There is no such question here."), remedy=_("Go back to the room."))
    return access_question(chat, of)


VERBS: dict[str, Callable[[Viewer, str], str]] = {
    "begin": _begin,
    "end": _end,
    "ask": _ask,
    "close": _close,
    "take-back": _take_back,
    "slow": _slow,
    "lock": _lock,
    "unlock": _unlock,
    "hold": _hold,
    "release": _release,
}
