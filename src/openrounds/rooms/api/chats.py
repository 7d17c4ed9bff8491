"""Live chats: which there are, planning and running them, and being reminded of them."""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Router
from pydantic import AfterValidator, Field, StringConstraints

from openrounds.accounts.api.identity import ANYBODY, SIGNED_IN, ApiRequest, MemberRequest
from openrounds.rooms.access import (
    Viewer,
    access_as_host,
    access_chat,
    access_member,
    access_room,
)
from openrounds.rooms.actions.chats import (
    ChatPlan,
    cancel_chat,
    change_plan,
    end_chat,
    open_chat,
    plan_chat,
    set_box,
    set_hosts,
    set_reminder,
)
from openrounds.rooms.api.questions import QuestionValue, question_values
from openrounds.rooms.api.values import Author, Moment
from openrounds.rooms.models import ChatState, LiveChat, MembershipState, Reminder
from openrounds.rooms.queries.stream import author_value
from openrounds.web.addresses import absolute
from openrounds.web.api.shapes import AnswerBody, PlainText, Ref, RequestBody, Words, answers, ready

router = Router(tags=["Chats"])

StateCode = Literal["planned", "live", "over", "cancelled"]
ORDER = {"coming": "starts_at", "over": "-starts_at"}
STATES = {
    "coming": (ChatState.LIVE, ChatState.PLANNED),
    "over": (ChatState.OVER, ChatState.CANCELLED),
}


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("the name of a time zone is wanted, such as Europe/London")
    return name


Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]


class ChatSummary(AnswerBody):
    """A live chat in a list."""

    id: str
    title: str
    intro: str
    state: StateCode
    starts_at: str
    ends_at: str
    time_zone: str
    recurrence: str = Field(description="An RFC 5545 rule, or nothing.")
    box_open: bool
    calendar: str = Field(description="Address of the file for a calendar.")


class ReminderValue(AnswerBody):
    """Which e-mails I asked for."""

    day_before: bool
    hour_before: bool


class ChatValue(ChatSummary):
    """One live chat. Questions that are not asked yet are shown to hosts alone."""

    hosts: list[Author]
    questions: list[QuestionValue]
    reminder: ReminderValue | None


class ChatList(AnswerBody):
    items: list[ChatSummary]


class Plan(RequestBody):
    """A live chat to hold. Times carry their offset; `time_zone` is the one people think in."""

    title: Words
    starts_at: Moment
    ends_at: Moment
    time_zone: Zone = "UTC"
    intro: Annotated[PlainText, StringConstraints(max_length=2000)] = ""
    recurrence: Annotated[PlainText, StringConstraints(max_length=200)] = ""


class NewPlan(Plan):
    questions: Annotated[list[Words], Field(max_length=30)] = []


class ChangedPlan(Plan):
    alone: bool = Field(
        default=False, description="Of a recurring chat change this one, not those that follow."
    )


class Cancelling(RequestBody):
    and_following: bool = Field(
        default=False, description="Of a recurring chat call off those that follow, too."
    )


class HostIds(RequestBody):
    members: Annotated[list[Ref], Field(max_length=20)]


class BoxSwitch(RequestBody):
    is_open: bool


class ReminderWish(RequestBody):
    day_before: bool = True
    hour_before: bool = True


@router.get("/{slug:slug}/chats", auth=ANYBODY, response=answers(ChatList))
def list_chats(
    request: ApiRequest,
    slug: str,
    when: Literal["coming", "over"] = "coming",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> HttpResponse:
    """Chats that are live or planned, the next one first; or those over, the last one first."""
    viewer = access_room(request.auth, slug)
    rows = LiveChat.objects.filter(room=viewer.room, state__in=STATES[when])
    return ready({"items": [summary(slug, chat) for chat in rows.order_by(ORDER[when])[:limit]]})


@router.post("/{slug:slug}/chats", auth=SIGNED_IN, response=answers(ChatValue, status=201))
def make_plan(request: MemberRequest, slug: str, body: NewPlan) -> HttpResponse:
    """Hosts: put a live chat into the calendar, with its questions."""
    viewer = access_as_host(request.auth, slug)
    chat = plan_chat(viewer, _plan(body, tuple(body.questions)))
    return ready(chat_value(viewer, chat), status=201)


@router.get("/{slug:slug}/chats/{slug:chat}", auth=ANYBODY, response=answers(ChatValue))
def read_chat(request: ApiRequest, slug: str, chat: str) -> HttpResponse:
    """One chat with its hosts and questions."""
    viewer = access_room(request.auth, slug)
    return ready(chat_value(viewer, access_chat(viewer, chat)))


@router.put("/{slug:slug}/chats/{slug:chat}", auth=SIGNED_IN, response=answers(ChatValue))
def move_chat(request: MemberRequest, slug: str, chat: str, body: ChangedPlan) -> HttpResponse:
    """Hosts: move or rename a chat that has not begun. Calendars see the change."""
    viewer = access_as_host(request.auth, slug)
    changed = change_plan(viewer, access_chat(viewer, chat), _plan(body), alone=body.alone)
    return ready(chat_value(viewer, changed))


@router.post("/{slug:slug}/chats/{slug:chat}/cancel", auth=SIGNED_IN, response=answers(ChatValue))
def call_off(
    request: MemberRequest, slug: str, chat: str, body: Cancelling | None = None
) -> HttpResponse:
    """Hosts: call a planned chat off. Those who wanted a reminder are told."""
    viewer = access_as_host(request.auth, slug)
    following = body is not None and body.and_following
    cancelled = cancel_chat(viewer, access_chat(viewer, chat), and_following=following)
    return ready(chat_value(viewer, cancelled))


@router.post("/{slug:slug}/chats/{slug:chat}/open", auth=SIGNED_IN, response=answers(ChatValue))
def begin(request: MemberRequest, slug: str, chat: str) -> HttpResponse:
    """Hosts: begin. The room is live."""
    viewer = access_as_host(request.auth, slug)
    return ready(chat_value(viewer, open_chat(viewer, access_chat(viewer, chat))))


@router.post("/{slug:slug}/chats/{slug:chat}/end", auth=SIGNED_IN, response=answers(ChatValue))
def finish(request: MemberRequest, slug: str, chat: str) -> HttpResponse:
    """Hosts: chat over. The open question closes; the next chat of a series is planned."""
    viewer = access_as_host(request.auth, slug)
    return ready(chat_value(viewer, end_chat(viewer, access_chat(viewer, chat))))


@router.put("/{slug:slug}/chats/{slug:chat}/hosts", auth=SIGNED_IN, response=answers(ChatValue))
def choose_hosts(request: MemberRequest, slug: str, chat: str, body: HostIds) -> HttpResponse:
    """Hosts: who runs this chat together."""
    viewer = access_as_host(request.auth, slug)
    found = access_chat(viewer, chat)
    set_hosts(viewer, found, [access_member(viewer, member) for member in body.members])
    return ready(chat_value(viewer, found))


@router.put("/{slug:slug}/chats/{slug:chat}/box-open", auth=SIGNED_IN, response=answers(ChatValue))
def switch_box(request: MemberRequest, slug: str, chat: str, body: BoxSwitch) -> HttpResponse:
    """Hosts: open or close the question box."""
    viewer = access_as_host(request.auth, slug)
    found = access_chat(viewer, chat)
    set_box(viewer, found, is_open=body.is_open)
    return ready(chat_value(viewer, found))


@router.put("/{slug:slug}/chats/{slug:chat}/reminder", auth=SIGNED_IN, response=answers(ChatValue))
def ask_for_reminder(
    request: MemberRequest, slug: str, chat: str, body: ReminderWish | None = None
) -> HttpResponse:
    """Ask for an e-mail a day and an hour before the chat; neither of them ends both."""
    viewer = access_room(request.auth, slug)
    wish, found = body or ReminderWish(), access_chat(viewer, chat)
    set_reminder(viewer, found, day_before=wish.day_before, hour_before=wish.hour_before)
    return ready(chat_value(viewer, found))


@router.delete(
    "/{slug:slug}/chats/{slug:chat}/reminder", auth=SIGNED_IN, response=answers(ChatValue)
)
def drop_reminder(request: MemberRequest, slug: str, chat: str) -> HttpResponse:
    """No e-mail before this chat."""
    viewer = access_room(request.auth, slug)
    found = access_chat(viewer, chat)
    set_reminder(viewer, found, day_before=False, hour_before=False)
    return ready(chat_value(viewer, found))


def _plan(body: Plan, questions: tuple[str, ...] = ()) -> ChatPlan:
    return ChatPlan(
        title=body.title,
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        time_zone=body.time_zone,
        intro=body.intro,
        recurrence=body.recurrence,
        questions=questions,
    )


def summary(slug: str, chat: LiveChat) -> dict[str, object]:
    """A live chat in a list. Its times are those that were planned."""
    return {
        "id": chat.public_id,
        "title": chat.title,
        "intro": chat.intro,
        "state": chat.state,
        "starts_at": chat.starts_at.isoformat(),
        "ends_at": chat.ends_at.isoformat(),
        "time_zone": chat.time_zone,
        "recurrence": chat.recurrence,
        "box_open": chat.box_open,
        "calendar": absolute(reverse("rooms:chat_file", args=[slug, chat.public_id])),
    }


def chat_value(viewer: Viewer, chat: LiveChat) -> dict[str, object]:
    """One live chat as this viewer sees it."""
    hosts = chat.hosts.filter(state=MembershipState.ACTIVE).order_by("pseudonym")
    return summary(viewer.room.slug, chat) | {
        "hosts": [author_value(host) for host in hosts],
        "questions": question_values(viewer, chat),
        "reminder": _reminder(viewer, chat),
    }


def _reminder(viewer: Viewer, chat: LiveChat) -> dict[str, bool] | None:
    if viewer.person is None:
        return None
    reminder = Reminder.objects.filter(chat=chat, person=viewer.person).first()
    if reminder is None:
        return None
    return {"day_before": reminder.day_before, "hour_before": reminder.hour_before}
