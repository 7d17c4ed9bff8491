"""Live chats as members and visitors see them: before, meanwhile and after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openrounds.accounts.access import access_person
from openrounds.errors import OpenRoundsError
from openrounds.rooms import wording
from openrounds.rooms.access import Viewer, access_as_member, access_chat, access_room
from openrounds.rooms.actions.chats import send_to_box, set_reminder
from openrounds.rooms.forms import BoxForm, ReminderForm
from openrounds.rooms.models import Level, LiveChat
from openrounds.rooms.queries.chats import catch_up as catch_up_on
from openrounds.rooms.queries.chats import chat_page, chats_of
from openrounds.rooms.slots import Slot, links
from openrounds.rooms.views.answering import unkept


@require_safe
@unkept
def chats(request: HttpRequest, slug: str) -> HttpResponse:
    """The chats of a room."""
    viewer = access_room(request.user, slug)
    coming, over = chats_of(viewer)
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "coming": coming,
        "over": over,
        "has_feed": Level(viewer.room.level).is_open,
    }
    return render(request, "rooms/chats.html", context)


@require_safe
@unkept
def chat(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """A chat to come, in progress, or over."""
    viewer = access_room(request.user, slug)
    return _show(request, viewer, access_chat(viewer, chat_id))


def _show(
    request: HttpRequest,
    viewer: Viewer,
    found: LiveChat,
    *,
    box: BoxForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = chat_page(viewer, found)
    reminder = page.reminder
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "chat": found,
        "page": page,
        "until": wording.until(found.starts_at, timezone.now()),
        "box_form": box or BoxForm(),
        "reminder_form": ReminderForm(
            initial={
                "day_before": reminder.day_before if reminder else False,
                "hour_before": reminder.hour_before if reminder else False,
            }
        ),
        "links": links(Slot.CHAT, viewer, found.public_id),
    }
    return render(request, "rooms/chat.html", context, status=status)


@require_safe
@unkept
def catch_up(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """What was said so far, question by question, for those who come later."""
    viewer = access_room(request.user, slug)
    found = access_chat(viewer, chat_id)
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "chat": found,
        "questions": catch_up_on(viewer, found),
    }
    return render(request, "rooms/catch_up.html", context)


@require_POST
@unkept
def box(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """Send the hosts a question before the chat."""
    viewer = access_as_member(request.user, slug)
    found = access_chat(viewer, chat_id)
    form = BoxForm(request.POST)
    if not form.is_valid():
        return _show(request, viewer, found, box=form, status=422)
    try:
        send_to_box(viewer, found, form.cleaned_data["text"])
    except OpenRoundsError as error:
        form.add_error("text", f"{error.message} {error.remedy}")
        return _show(request, viewer, found, box=form, status=error.status)
    messages.success(request, _("Your question is with the hosts. Only they and you can see it."))
    return redirect("rooms:chat", slug=slug, chat_id=chat_id)


@require_POST
@unkept
def reminder(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """Be reminded by e-mail, or not."""
    access_person(request.user)
    viewer = access_room(request.user, slug)
    found = access_chat(viewer, chat_id)
    form = ReminderForm(request.POST)
    form.is_valid()  # two ticks: anything else counts as not ticked
    day, hour = form.cleaned_data["day_before"], form.cleaned_data["hour_before"]
    set_reminder(viewer, found, day_before=day, hour_before=hour)
    messages.success(
        request, _("We will remind you by e-mail.") if day or hour else _("No reminder will come.")
    )
    return redirect("rooms:chat", slug=slug, chat_id=chat_id)
