"""Planning, running and ending a live chat, and its questions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.audit.actions import append as log
from openrounds.errors import Conflict, NotAllowed, Refused
from openrounds.events import emit
from openrounds.jobs.actions import enqueue
from openrounds.realtime.actions import append as tell
from openrounds.rooms.access import Viewer, require_host
from openrounds.rooms.actions.notices import write_notice
from openrounds.rooms.events import ChatEnded, ChatOpened, ChatPlanned
from openrounds.rooms.models import (
    BoxQuestion,
    BoxState,
    ChatState,
    LiveChat,
    Membership,
    Question,
    QuestionState,
    Reminder,
    Room,
)
from openrounds.rooms.recurrence import check_recurrence, next_start
from openrounds.rooms.text import clean_line
from openrounds.rooms.topics import current_topic

MOVED = "rooms.chat_moved"
CALLED_OFF = "rooms.chat_called_off"


@dataclass(frozen=True, slots=True)
class ChatPlan:
    """What a host plans. `recurrence` is an RFC 5545 RRULE or empty; `time_zone` an IANA name."""

    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str = "UTC"
    intro: str = ""
    recurrence: str = ""
    questions: tuple[str, ...] = field(default=())


@transaction.atomic
def plan_chat(viewer: Viewer, plan: ChatPlan) -> LiveChat:
    """Put a live chat into the calendar of its room, with its questions."""
    require_host(viewer)
    _check_plan(plan)
    chat = LiveChat.objects.create(room=viewer.room, **_columns(plan))
    if viewer.membership is not None:
        chat.hosts.add(viewer.membership)
    for number, text in enumerate(plan.questions, start=1):
        Question.objects.create(chat=chat, number=number, text=clean_line(text))
    _log(viewer, "chat.planned", chat)
    emit(ChatPlanned(viewer.room.slug, chat.public_id))
    _tell(chat, "chat", chat.public_id)
    return chat


@transaction.atomic
def change_plan(viewer: Viewer, chat: LiveChat, plan: ChatPlan, *, alone: bool = False) -> LiveChat:
    """Move or rename a chat that has not begun. Calendars and those to be reminded hear of it.

    Of a recurring chat all that follow change as well, unless it is to change `alone`.
    """
    require_host(viewer)
    _check_plan(plan)
    chat = _locked(chat)
    if chat.state != ChatState.PLANNED:
        raise Conflict(_("This chat has begun."), remedy=_("End it, or plan another."))
    before, columns = chat.starts_at, _columns(plan)
    if alone and chat.recurrence:
        chat.rule_start = chat.nominal_start
        columns |= {"recurrence": chat.recurrence, "time_zone": chat.time_zone}
    elif chat.recurrence and _is_another_rhythm(chat, columns):
        _begin_new_series(chat)
    for column, value in columns.items():
        setattr(chat, column, value)
    chat.sequence += 1
    chat.save()
    if chat.starts_at != before:
        _set_reminders_anew(chat)
        enqueue(MOVED, {"chat": chat.public_id, "sequence": chat.sequence})
    _log(viewer, "chat.plan_changed", chat)
    emit(ChatPlanned(viewer.room.slug, chat.public_id))
    _tell(chat, "chat", chat.public_id)
    return chat


def _is_another_rhythm(chat: LiveChat, columns: dict[str, object]) -> bool:
    rhythm = ("starts_at", "recurrence", "time_zone")
    return any(getattr(chat, column) != columns[column] for column in rhythm)


def _begin_new_series(chat: LiveChat) -> None:
    """The chats before keep their rule, which ends with them; a new one begins with this chat."""
    if chat.series is not None:
        # A calendar believes the larger number: the old series must not count down.
        chat.series.sequence += chat.sequence + 2
        chat.series.save(update_fields=["sequence"])
    chat.series = chat.rule_start = None


def _set_reminders_anew(chat: LiveChat) -> None:
    """A moved chat is reminded of again; not of a day or an hour that has begun already."""
    now = timezone.now()
    for reminder in Reminder.objects.filter(chat=chat):
        reminder.day_sent_at = now if chat.starts_at - now < timedelta(days=1) else None
        reminder.hour_sent_at = now if chat.starts_at - now < timedelta(hours=1) else None
        reminder.save(update_fields=["day_sent_at", "hour_sent_at"])


@transaction.atomic
def cancel_chat(viewer: Viewer, chat: LiveChat, *, and_following: bool = False) -> LiveChat:
    """Call a planned chat off. Those who wanted a reminder are told.

    The next one of a recurring chat takes place, unless those that follow are called off, too.
    """
    require_host(viewer)
    chat = _locked(chat)
    if chat.state != ChatState.PLANNED:
        raise Conflict(_("Only a planned chat can be called off."), remedy=_("End it instead."))
    chat.state, chat.sequence = ChatState.CANCELLED, chat.sequence + 1
    chat.save()
    _log(viewer, "chat.cancelled", chat)
    emit(ChatEnded(viewer.room.slug, chat.public_id))
    _tell(chat, "chat", chat.public_id)
    enqueue(CALLED_OFF, {"chat": chat.public_id, "sequence": chat.sequence})
    if not and_following:
        plan_following(chat, timezone.now())
    return chat


@transaction.atomic
def open_chat(viewer: Viewer, chat: LiveChat) -> LiveChat:
    """Begin: the room is live."""
    require_host(viewer)
    chat = _locked(chat)
    if chat.state != ChatState.PLANNED:
        raise Conflict(_("This chat has begun or is over."), remedy=_("Load the page again."))
    chat.state, chat.opened_at, chat.box_open = ChatState.LIVE, timezone.now(), False
    try:
        with transaction.atomic():
            chat.save()
    except IntegrityError as error:
        raise Conflict(
            _("Another chat is live in this room."), remedy=_("End that one first.")
        ) from error
    _log(viewer, "chat.opened", chat)
    emit(ChatOpened(viewer.room.slug, chat.public_id))
    _tell(chat, "chat", chat.public_id)
    return chat


@transaction.atomic
def end_chat(viewer: Viewer, chat: LiveChat) -> LiveChat:
    """Chat over: the open question closes; a recurring chat is planned anew."""
    require_host(viewer)
    chat = _locked(chat)
    if chat.state != ChatState.LIVE:
        raise Conflict(_("This chat is not live."), remedy=_("Load the page again."))
    now = timezone.now()
    for question in Question.objects.filter(chat=chat, state=QuestionState.OPEN):
        _close(question, now)
    chat.state, chat.closed_at = ChatState.OVER, now
    chat.save()
    _log(viewer, "chat.ended", chat)
    emit(ChatEnded(viewer.room.slug, chat.public_id))
    _tell(chat, "chat", chat.public_id)
    plan_following(chat, now)
    return chat


def plan_following(chat: LiveChat, now: datetime) -> LiveChat | None:
    """Plan the next chat of a series: same hosts, same reminders, same notice. None: no series."""
    after = max(now, chat.nominal_start)
    starts_at = next_start(chat.recurrence, chat.nominal_start, chat.time_zone, after=after)
    if starts_at is None:
        return None
    following = LiveChat.objects.create(
        room=chat.room,
        title=chat.title,
        intro=chat.intro,
        starts_at=starts_at,
        ends_at=starts_at + (chat.ends_at - chat.starts_at),
        time_zone=chat.time_zone,
        recurrence=chat.recurrence,
        series=chat.series or chat,
    )
    following.hosts.set(chat.hosts.all())
    for reminder in Reminder.objects.filter(chat=chat):
        Reminder.objects.create(
            chat=following,
            person=reminder.person,
            day_before=reminder.day_before,
            hour_before=reminder.hour_before,
        )
    _set_reminders_anew(following)
    own_notice = chat.notices.order_by("-version").first()
    if own_notice is not None:
        write_notice(chat.room, own_notice.elements, chat=following, by_ref=own_notice.made_by_ref)
    emit(ChatPlanned(chat.room.slug, following.public_id))
    return following


@transaction.atomic
def set_hosts(viewer: Viewer, chat: LiveChat, members: list[Membership]) -> None:
    """Who runs this chat together."""
    require_host(viewer)
    chat.hosts.set(members)
    _log(viewer, "chat.hosts_set", chat)


@transaction.atomic
def add_question(viewer: Viewer, chat: LiveChat, text: str) -> Question:
    """Prepare one more question; it is last."""
    require_host(viewer)
    chat = _locked(chat)
    last = Question.objects.filter(chat=chat).aggregate(last=Max("number"))["last"] or 0
    if last >= 30:
        raise Refused(_("A chat has at most 30 questions."), remedy=_("Change one instead."))
    question = Question.objects.create(chat=chat, number=last + 1, text=clean_line(text))
    _log_question(viewer, "question.prepared", question)
    return question


@transaction.atomic
def change_question(viewer: Viewer, question: Question, text: str) -> Question:
    """Change the words of a question; once it has been open, everybody sees the change."""
    require_host(viewer)
    question.text = clean_line(text)
    question.save(update_fields=["text"])
    _log_question(viewer, "question.changed", question)
    if question.state != QuestionState.PREPARED:
        _tell(question.chat, "question", question.public_id)
    return question


@transaction.atomic
def drop_question(viewer: Viewer, question: Question) -> None:
    """Take out a question that was never open; those after it move up."""
    require_host(viewer)
    if question.state != QuestionState.PREPARED:
        raise Conflict(_("This question has been asked."), remedy=_("Close it instead."))
    chat, number = _locked(question.chat), question.number
    _log_question(viewer, "question.dropped", question)
    question.delete()
    for later in Question.objects.filter(chat=chat, number__gt=number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])


@transaction.atomic
def move_question(viewer: Viewer, question: Question, *, by: int) -> Question:
    """Let a prepared question change places with the one before (-1) or after it (1)."""
    require_host(viewer)
    chat = _locked(question.chat)
    prepared = Question.objects.filter(chat=chat, state=QuestionState.PREPARED)
    mine = prepared.filter(pk=question.pk).first()
    other = prepared.filter(number=mine.number + by).first() if mine else None
    if mine is None or other is None:
        raise Conflict(
            _("This question cannot move there."),
            remedy=_("Only prepared questions change places."),
        )
    here, there = mine.number, other.number
    for one, number in ((mine, 0), (other, here), (mine, there)):  # a number stands only once
        one.number = number
        one.save(update_fields=["number"])
    _log_question(viewer, "question.moved", mine)
    return mine


@transaction.atomic
def open_question(viewer: Viewer, question: Question) -> Question:
    """Ask this question now; the one before it closes. Answers are bound to it from here on."""
    require_host(viewer)
    chat = _locked(question.chat)
    if chat.state != ChatState.LIVE:
        raise Conflict(_("Begin the chat first."), remedy=_("Press “Begin the chat”."))
    now = timezone.now()
    for other in Question.objects.filter(chat=chat, state=QuestionState.OPEN):
        if other.pk != question.pk:
            _close(other, now)
    question.state, question.closed_at = QuestionState.OPEN, None
    question.opened_at = question.opened_at or now
    question.save()
    _log_question(viewer, "question.opened", question)
    _tell(chat, "question", question.public_id)
    return question


def open_next_question(viewer: Viewer, chat: LiveChat) -> Question | None:
    """One key: ask the next prepared question, or close the last one when none is left."""
    waiting = Question.objects.filter(chat=chat, state=QuestionState.PREPARED)
    following = waiting.order_by("number").first()
    if following is not None:
        return open_question(viewer, following)
    last = Question.objects.filter(chat=chat, state=QuestionState.OPEN).first()
    if last is not None:
        close_question(viewer, last)
    return None


@transaction.atomic
def take_question_back(viewer: Viewer, question: Question) -> Question:
    """Undo: a question opened by mistake is prepared again, as long as nobody has answered it."""
    require_host(viewer)
    chat = _locked(question.chat)
    question = Question.objects.get(pk=question.pk)
    if question.state != QuestionState.OPEN or question.posts.exists():
        raise Conflict(
            _("Somebody has answered this question already."), remedy=_("Close it instead.")
        )
    question.state, question.opened_at = QuestionState.PREPARED, None
    question.save()
    _log_question(viewer, "question.taken_back", question)
    _tell(chat, "question", question.public_id)
    return question


@transaction.atomic
def close_question(viewer: Viewer, question: Question) -> Question:
    """No more answers are bound to this question by themselves."""
    require_host(viewer)
    if question.state == QuestionState.OPEN:
        _close(question, timezone.now())
        _log_question(viewer, "question.closed", question)
    return question


def _close(question: Question, now: datetime) -> None:
    question.state, question.closed_at = QuestionState.CLOSED, now
    question.save()
    _tell(question.chat, "question", question.public_id)


@transaction.atomic
def send_to_box(viewer: Viewer, chat: LiveChat, text: str) -> BoxQuestion:
    """Send the hosts a question before the chat. Only they and its author see it."""
    if viewer.membership is None:
        raise NotAllowed(_("Choose a name at the room's door first."), remedy=_("Go to the door."))
    if not chat.box_open or chat.state != ChatState.PLANNED:
        raise Conflict(_("The question box is closed."), remedy=_("Ask in the chat."))
    if BoxQuestion.objects.filter(chat=chat, author=viewer.membership).count() >= 5:
        raise Refused(
            _("You have sent five questions for this chat."),
            remedy=_("Withdraw one of them first."),
        )
    sent = BoxQuestion.objects.create(chat=chat, author=viewer.membership, text=clean_line(text))
    _log(viewer, "box.sent", chat)
    return sent


@transaction.atomic
def take_from_box(viewer: Viewer, sent: BoxQuestion, *, words: str = "") -> Question:
    """Make a prepared question of one from the box, in its own or in other words."""
    require_host(viewer)
    question = add_question(viewer, sent.chat, words or sent.text)
    sent.state, sent.question = BoxState.TAKEN, question
    sent.save()
    return question


@transaction.atomic
def decline_from_box(viewer: Viewer, sent: BoxQuestion) -> None:
    """Leave a question from the box out. Its author sees that."""
    require_host(viewer)
    sent.state = BoxState.DECLINED
    sent.save()
    _log(viewer, "box.declined", sent.chat)


@transaction.atomic
def set_box(viewer: Viewer, chat: LiveChat, *, is_open: bool) -> None:
    """Open or close the question box of a chat."""
    require_host(viewer)
    chat.box_open = is_open
    chat.save(update_fields=["box_open"])
    _log(viewer, "box.opened" if is_open else "box.closed", chat)


@transaction.atomic
def set_reminder(viewer: Viewer, chat: LiveChat, *, day_before: bool, hour_before: bool) -> None:
    """Ask for an e-mail a day or an hour before a chat, or for none."""
    if viewer.person is None:
        raise NotAllowed(_("Sign in to be reminded."), remedy=_("Or take the calendar file."))
    Reminder.objects.filter(chat=chat, person=viewer.person).delete()
    if day_before or hour_before:
        now = timezone.now()
        Reminder.objects.create(
            chat=chat,
            person=viewer.person,
            day_before=day_before,
            hour_before=hour_before,
            day_sent_at=now if chat.starts_at - now < timedelta(days=1) else None,
            hour_sent_at=now if chat.starts_at - now < timedelta(hours=1) else None,
        )


def _check_plan(plan: ChatPlan) -> None:
    if plan.ends_at <= plan.starts_at:
        raise Refused(_("A chat ends after it begins."), remedy=_("Change one of the times."))
    if (plan.ends_at - plan.starts_at).total_seconds() > 12 * 3600:
        raise Refused(_("A chat lasts at most twelve hours."), remedy=_("Plan two chats."))
    if plan.recurrence:
        check_recurrence(plan.recurrence)


def _columns(plan: ChatPlan) -> dict[str, object]:
    return {
        "title": clean_line(plan.title)[:120],
        "intro": plan.intro.strip()[:2000],
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "time_zone": plan.time_zone,
        "recurrence": plan.recurrence,
    }


def _locked(chat: LiveChat) -> LiveChat:
    return LiveChat.objects.select_for_update(of=("self",)).select_related("room").get(pk=chat.pk)


def _tell(chat: LiveChat, kind: str, ref: str) -> None:
    room = Room.objects.get(pk=chat.room_id)
    tell(current_topic(room), kind, ref)


def _log(viewer: Viewer, action: str, chat: LiveChat) -> None:
    log(
        action,
        actor_ref=viewer.actor_ref,
        of=("chat", chat.public_id),
        room_ref=viewer.room.slug,
    )


def _log_question(viewer: Viewer, action: str, question: Question) -> None:
    log(
        action,
        actor_ref=viewer.actor_ref,
        of=("question", question.public_id),
        room_ref=viewer.room.slug,
        detail={"number": question.number},
    )
