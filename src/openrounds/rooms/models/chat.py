"""A live chat: an hour in a room, with prepared questions T1..Tn."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from openrounds.rooms.models.people import Membership
from openrounds.rooms.models.room import Room, public_id


class ChatState(models.TextChoices):
    """Where a live chat is."""

    PLANNED = "planned", _("planned")
    LIVE = "live", _("live now")
    OVER = "over", _("over")
    CANCELLED = "cancelled", _("cancelled")


class LiveChat(models.Model):
    """An hour in a room. `recurrence` is an RFC 5545 RRULE; `series` is the first of its series.

    `rule_start` is when the rule would have had it begin, kept when this one alone was moved.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="chats")
    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    title = models.CharField(max_length=120)
    intro = models.TextField(max_length=2000, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64, default="UTC")
    recurrence = models.CharField(max_length=200, blank=True)
    series = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="repeats")
    rule_start = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=ChatState.choices, default=ChatState.PLANNED)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    box_open = models.BooleanField(default=True)
    sequence = models.PositiveIntegerField(default=0)
    hosts = models.ManyToManyField(Membership, related_name="hosted_chats", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="chat_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["room"],
                condition=models.Q(state=ChatState.LIVE),
                name="one_live_chat_per_room",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def nominal_start(self) -> datetime:
        """When the rule of its series has it begin."""
        return self.rule_start or self.starts_at


class QuestionState(models.TextChoices):
    """Prepared, open for answers, or closed."""

    PREPARED = "prepared", _("prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Question(models.Model):
    """T1, T2, ...: every answer is bound to the one that is open."""

    chat = models.ForeignKey(LiveChat, on_delete=models.CASCADE, related_name="questions")
    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    state = models.CharField(
        max_length=8, choices=QuestionState.choices, default=QuestionState.PREPARED
    )
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["chat", "number"], name="question_number_once"),
            models.UniqueConstraint(
                fields=["chat"],
                condition=models.Q(state=QuestionState.OPEN),
                name="one_open_question",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How a tweetchat calls it: T1."""
        return f"T{self.number}"


class BoxState(models.TextChoices):
    """What became of a question that somebody put into the box."""

    WAITING = "waiting", _("waiting")
    TAKEN = "taken", _("taken up")
    DECLINED = "declined", _("not taken up")


class BoxQuestion(models.Model):
    """A question that somebody sent before the chat. Only its author and the hosts see it."""

    chat = models.ForeignKey(LiveChat, on_delete=models.CASCADE, related_name="box")
    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    author = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="box_questions")
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=BoxState.choices, default=BoxState.WAITING)
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.public_id


class Reminder(models.Model):
    """Somebody wants an e-mail before a chat. `public_id` is known to that mail alone."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    chat = models.ForeignKey(LiveChat, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    day_before = models.BooleanField(default=True)
    hour_before = models.BooleanField(default=True)
    day_sent_at = models.DateTimeField(null=True)
    hour_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chat", "person"], name="reminder_once")]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
