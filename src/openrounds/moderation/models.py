"""Cases, reports and decisions. Append-only but for who is at work on a case."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from openrounds.rooms.models import Membership, Post, Room
from openrounds.rooms.models.room import public_id


class CaseKind(models.TextChoices):
    """Why a person has to look."""

    HELD = "held", _("held before it went out")
    REPORTED = "reported", _("reported by somebody")


class CaseState(models.TextChoices):
    """Whether it is still to be decided."""

    OPEN = "open", _("open")
    DECIDED = "decided", _("decided")
    MOOT = "moot", _("settled by itself")


class Case(models.Model):
    """One post that somebody has to look at; further reports of it fold into the same case.

    `severity` 0 to 100 orders the desk; `reasons` says why it is there. `evidence` keeps what
    a reported post said until after the decision, so that an edit or a withdrawal hides nothing.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="cases")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="cases")
    kind = models.CharField(max_length=8, choices=CaseKind.choices)
    state = models.CharField(max_length=8, choices=CaseState.choices, default=CaseState.OPEN)
    severity = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    evidence = models.TextField(blank=True)
    opened_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True)
    claimed_by_ref = models.CharField(max_length=40, blank=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(state=CaseState.OPEN), name="one_open_case"
            )
        ]
        indexes = [models.Index(fields=["state", "-severity", "opened_at"])]

    def __str__(self) -> str:
        return self.public_id


class ReportReason(models.TextChoices):
    """What a reporter says is wrong, in the reporter's words."""

    PRIVATE = "private", _("It says something private about somebody")
    WORRIED = "worried", _("I am worried about this person")
    ADVICE = "advice", _("It tells somebody what treatment to take or stop")
    UNTRUE = "untrue", _("I think it is not true")
    UNKIND = "unkind", _("It is unkind or threatening")
    SPAM = "spam", _("It sells something")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """Somebody reported a post. Who it was is seen by moderators only as their name in the room."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=8, choices=ReportReason.choices)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="report_once")]

    def __str__(self) -> str:
        return f"report {self.pk}"


class Outcome(models.TextChoices):
    """What a moderator can decide about a post."""

    PUBLISH = "publish", _("publish it")
    RETURN = "return", _("give it back to its author")
    KEEP = "keep", _("leave it as it is")
    REMOVE = "remove", _("take it away")


class Ground(models.TextChoices):
    """The rule a decision stands on; its sentence for the author is in `wording`."""

    FINE = "fine", _("nothing against it")
    PRIVATE = "private", _("it names or shows a person")
    ADVICE = "advice", _("it tells a person how to treat themselves")
    UNKIND = "unkind", _("it hurts or threatens somebody")
    UNTRUE = "untrue", _("it may harm whoever believes it")
    SPAM = "spam", _("it sells or repeats something")
    PLACE = "place", _("it does not belong in this room")
    OTHER = "other", _("another reason")


class Decision(models.Model):
    """What somebody decided, why, and what the author is told: the statement of reasons.

    `words` are the moderator's own, to the author. `found_by_rule`: a rule of the room, not a
    person, had held the post; the decision itself is always a person's.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    ground = models.CharField(max_length=8, choices=Ground.choices)
    words = models.CharField(max_length=500, blank=True)
    found_by_rule = models.BooleanField(default=False)
    by_ref = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.outcome} {self.public_id}"


class Unmasking(models.Model):
    """A moderator looked up the account behind a pseudonym, and said why."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="unmaskings")
    by_ref = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"unmasking {self.pk}"
