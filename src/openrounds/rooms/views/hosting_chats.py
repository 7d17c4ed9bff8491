"""Planning chats: when, with whom, about what; moving and calling them off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openrounds.rooms.access import Viewer, access_as_host, access_chat
from openrounds.rooms.actions.chats import cancel_chat, change_plan, plan_chat, set_hosts
from openrounds.rooms.host_forms.chats import (
    HostsForm,
    MoveChatForm,
    PlanChatForm,
    QuestionForm,
    first_proposal,
)
from openrounds.rooms.models import ChatState, LiveChat
from openrounds.rooms.queries.room_keeping import (
    box_of,
    chats_for_hosts,
    possible_hosts,
    question_lines,
)
from openrounds.rooms.recurrence import Repeat, repeat_of


@never_cache
@require_GET
def chat_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every chat that is to come, and the last ones."""
    viewer = access_as_host(request.user, slug)
    context = {
        "place": "chats",
        "viewer": viewer,
        "room": viewer.room,
        "chats": chats_for_hosts(viewer),
    }
    return render(request, "rooms/host/chats.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a chat with its questions."""
    viewer = access_as_host(request.user, slug)
    form = PlanChatForm(request.POST or None, initial=first_proposal(timezone.now()))
    if request.method == "POST" and form.is_valid():
        chat = plan_chat(viewer, form.new_plan())
        messages.success(request, _("Planned. It stands in the calendar of the room."))
        return redirect("rooms:host_chat", slug=slug, chat_id=chat.public_id)
    context = {"place": "chats", "viewer": viewer, "room": viewer.room, "form": form}
    return render(request, "rooms/host/plan.html", context)


@never_cache
@require_GET
def chat(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """One chat for its hosts: questions, box, hosts."""
    viewer = access_as_host(request.user, slug)
    found = access_chat(viewer, chat_id)
    return render(request, "rooms/host/chat.html", chat_context(viewer, found))


def chat_context(viewer: Viewer, found: LiveChat) -> dict[str, object]:
    """What the page of a chat shows its hosts."""
    hosts = list(found.hosts.all())
    return {
        "place": "chats",
        "viewer": viewer,
        "room": viewer.room,
        "chat": found,
        "repeat": Repeat(repeat_of(found.recurrence)),
        "is_planned": found.state == ChatState.PLANNED,
        "is_running": found.state in (ChatState.PLANNED, ChatState.LIVE),
        "hosts": hosts,
        "hosts_form": HostsForm(members=possible_hosts(viewer), chosen=hosts),
        "lines": question_lines(found),
        "question_form": QuestionForm(),
        "box": box_of(found),
        "has_own_notice": found.notices.exists(),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """Move or rename a planned chat."""
    viewer = access_as_host(request.user, slug)
    found = access_chat(viewer, chat_id)
    form = MoveChatForm(request.POST or None, chat=found)
    if request.method == "POST" and form.is_valid():
        change_plan(viewer, found, form.changed_plan(), alone=form.is_alone)
        messages.success(request, _("Saved. Calendars and reminders follow."))
        return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)
    context = {
        "place": "chats",
        "viewer": viewer,
        "room": viewer.room,
        "chat": found,
        "form": form,
    }
    return render(request, "rooms/host/move.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """Call a planned chat off; of a recurring one this or all. Asks once."""
    viewer = access_as_host(request.user, slug)
    found = access_chat(viewer, chat_id)
    if request.method == "POST":
        cancel_chat(viewer, found, and_following=request.POST.get("scope") == "following")
        messages.success(request, _("Called off. Who wanted a reminder gets a mail."))
        return redirect("rooms:host_chats", slug=slug)
    context = {"place": "chats", "viewer": viewer, "room": viewer.room, "chat": found}
    return render(request, "rooms/host/cancel.html", context)


@require_POST
def hosts(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """Say who runs this chat together."""
    viewer = access_as_host(request.user, slug)
    found = access_chat(viewer, chat_id)
    form = HostsForm(request.POST, members=possible_hosts(viewer))
    if form.is_valid():
        set_hosts(viewer, found, form.chosen())
        messages.success(request, _("Saved."))
    return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)
