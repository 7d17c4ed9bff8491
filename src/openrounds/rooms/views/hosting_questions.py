"""Preparing questions, and taking up what came into the box."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from openrounds.rooms.access import (
    access_as_host,
    access_box_question,
    access_chat,
    access_question,
)
from openrounds.rooms.actions.chats import (
    add_question,
    change_question,
    decline_from_box,
    drop_question,
    move_question,
    set_box,
    take_from_box,
)
from openrounds.rooms.host_forms.chats import QuestionForm

STEPS = {"up": -1, "down": 1}


@require_POST
def add(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """Prepare one more question."""
    viewer = access_as_host(request.user, slug)
    chat = access_chat(viewer, chat_id)
    form = QuestionForm(request.POST)
    if form.is_valid():
        question = add_question(viewer, chat, form.cleaned_data["text"])
        messages.success(request, _("%(label)s is prepared.") % {"label": question.label})
    return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str, chat_id: str, question_id: str) -> HttpResponse:
    """Change the words of a question."""
    viewer = access_as_host(request.user, slug)
    chat = access_chat(viewer, chat_id)
    question = access_question(chat, question_id)
    form = QuestionForm(request.POST or None, initial={"text": question.text})
    if request.method == "POST" and form.is_valid():
        change_question(viewer, question, form.cleaned_data["text"])
        messages.success(request, _("Saved."))
        return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)
    context = {
        "place": "chats",
        "viewer": viewer,
        "room": viewer.room,
        "chat": chat,
        "question": question,
        "form": form,
    }
    return render(request, "rooms/host/question.html", context)


@require_POST
def drop(request: HttpRequest, slug: str, chat_id: str, question_id: str) -> HttpResponse:
    """Take out a question that was never open."""
    viewer = access_as_host(request.user, slug)
    question = access_question(access_chat(viewer, chat_id), question_id)
    drop_question(viewer, question)
    messages.success(request, _("The question is out. Those after it moved up."))
    return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)


@require_POST
def move(request: HttpRequest, slug: str, chat_id: str, question_id: str) -> HttpResponse:
    """Let a question change places with its neighbour."""
    viewer = access_as_host(request.user, slug)
    question = access_question(access_chat(viewer, chat_id), question_id)
    move_question(viewer, question, by=STEPS.get(request.POST.get("way", ""), 0))
    return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)


@require_POST
def box(request: HttpRequest, slug: str, chat_id: str) -> HttpResponse:
    """Open or close the question box."""
    viewer = access_as_host(request.user, slug)
    chat = access_chat(viewer, chat_id)
    set_box(viewer, chat, is_open=request.POST.get("open") == "yes")
    return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)


@require_POST
def take(request: HttpRequest, slug: str, chat_id: str, sent_id: str) -> HttpResponse:
    """Make a prepared question of one from the box, in its own words or in others."""
    viewer = access_as_host(request.user, slug)
    sent = access_box_question(access_chat(viewer, chat_id), sent_id)
    question = take_from_box(viewer, sent, words=request.POST.get("text", "").strip())
    messages.success(request, _("%(label)s is prepared.") % {"label": question.label})
    return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)


@require_POST
def decline(request: HttpRequest, slug: str, chat_id: str, sent_id: str) -> HttpResponse:
    """Leave a question from the box out."""
    viewer = access_as_host(request.user, slug)
    sent = access_box_question(access_chat(viewer, chat_id), sent_id)
    decline_from_box(viewer, sent)
    messages.success(request, _("Left out. Who sent it sees that on the page of the chat."))
    return redirect("rooms:host_chat", slug=slug, chat_id=chat_id)
