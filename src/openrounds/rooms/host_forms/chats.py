"""Planning a chat: when, how often, with whom, about what."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openrounds.rooms.actions.chats import ChatPlan
from openrounds.rooms.host_forms.days import moment_on
from openrounds.rooms.models import LiveChat, Membership
from openrounds.rooms.recurrence import Repeat, repeat_of, rule_for
from openrounds.web.forms import time_zone_choices

MOST_QUESTIONS = 30


class ChatForm(forms.Form):
    """When a chat is, in the zone that its people think in, and what it is about."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    intro = forms.CharField(
        label=gettext_lazy("What people should know before"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who answers, what you talk about. It stands in calendars, too."),
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    starts = forms.TimeField(
        label=gettext_lazy("Begins"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=gettext_lazy("Ends"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        help_text=gettext_lazy("An hour is enough for four or five questions."),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=time_zone_choices,
        help_text=gettext_lazy(
            "Everybody sees the time in their own zone. A chat that repeats stays at this hour "
            "here, also when the clocks change."
        ),
    )
    repeat = forms.TypedChoiceField(
        label=gettext_lazy("How often"),
        coerce=Repeat,
        widget=forms.RadioSelect,
        choices=[choice for choice in Repeat.choices if choice[0] != Repeat.OTHER],
        initial=Repeat.NONE,
    )

    def clean(self) -> dict[str, Any]:
        """Put day, clock and zone together into two moments."""
        given = super().clean() or self.cleaned_data
        if not {"day", "starts", "ends", "time_zone"} <= given.keys():
            return given
        zone = ZoneInfo(given["time_zone"])
        last_day = given["day"] + timedelta(days=given["ends"] <= given["starts"])
        given["starts_at"] = moment_on(given["day"], given["starts"], zone)
        given["ends_at"] = moment_on(last_day, given["ends"], zone)
        return given

    def plan(self, *, old_rule: str = "", questions: Sequence[str] = ()) -> ChatPlan:
        """The valid form as a plan."""
        given = self.cleaned_data
        local = given["starts_at"].astimezone(ZoneInfo(given["time_zone"]))
        repeat = given["repeat"]
        return ChatPlan(
            title=given["title"],
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            time_zone=given["time_zone"],
            intro=given["intro"],
            recurrence=old_rule if repeat == Repeat.OTHER else rule_for(repeat, local),
            questions=tuple(questions),
        )


class PlanChatForm(ChatForm):
    """A new chat with its questions."""

    questions = forms.CharField(
        label=gettext_lazy("Questions, one on each line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "They become T1, T2 and so on. You open them one by one in the chat; until then only "
            "hosts see them. You can change them until then."
        ),
    )

    def clean_questions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines()]
        asked = [line for line in lines if line]
        if len(asked) > MOST_QUESTIONS:
            raise forms.ValidationError(_("A chat has at most 30 questions."))
        if any(len(line) > 500 for line in asked):
            raise forms.ValidationError(_("A question has at most 500 signs."))
        return asked

    def new_plan(self) -> ChatPlan:
        """The valid form as a plan with questions."""
        return self.plan(questions=self.cleaned_data["questions"])


class MoveChatForm(ChatForm):
    """A planned chat, changed; of a recurring one this chat alone, or all that follow."""

    THIS, FOLLOWING = "this", "following"
    scope = forms.ChoiceField(
        label=gettext_lazy("What you change"),
        widget=forms.RadioSelect,
        choices=[
            (THIS, gettext_lazy("Only this chat")),
            (FOLLOWING, gettext_lazy("This chat and all that follow")),
        ],
        initial=THIS,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, chat: LiveChat) -> None:
        super().__init__(data, initial=_shown(chat))
        self._rule = chat.recurrence
        repeat = self.fields["repeat"]
        if isinstance(repeat, forms.ChoiceField) and repeat_of(chat.recurrence) == Repeat.OTHER:
            repeat.choices = Repeat.choices
        if not chat.recurrence:
            del self.fields["scope"]

    @property
    def is_alone(self) -> bool:
        """Whether only this chat of a series is meant."""
        return self.cleaned_data.get("scope") == self.THIS

    def changed_plan(self) -> ChatPlan:
        """The valid form as a plan."""
        return self.plan(old_rule=self._rule)


def _shown(chat: LiveChat) -> dict[str, object]:
    zone = ZoneInfo(chat.time_zone)
    starts, ends = chat.starts_at.astimezone(zone), chat.ends_at.astimezone(zone)
    return {
        "title": chat.title,
        "intro": chat.intro,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "time_zone": chat.time_zone,
        "repeat": repeat_of(chat.recurrence),
        "scope": MoveChatForm.THIS,
    }


def first_proposal(now: datetime) -> dict[str, object]:
    """What the form for a new chat starts with: an evening a week from now, one hour long."""
    there = timezone.localtime(now)
    return {
        "day": there.date() + timedelta(days=7),
        "starts": "19:00",
        "ends": "20:00",
        "time_zone": timezone.get_current_timezone_name(),
        "repeat": Repeat.NONE,
    }


class HostsForm(forms.Form):
    """Who runs a chat."""

    hosts = forms.MultipleChoiceField(
        label=gettext_lazy("Hosts of this chat"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        members: Sequence[Membership],
        chosen: Sequence[Membership] = (),
    ) -> None:
        super().__init__(data, initial={"hosts": [member.public_id for member in chosen]})
        self._members = {member.public_id: member for member in members}
        field = self.fields["hosts"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(ref, member.pseudonym) for ref, member in self._members.items()]

    def chosen(self) -> list[Membership]:
        """The members that were ticked."""
        return [self._members[ref] for ref in self.cleaned_data["hosts"]]


class QuestionForm(forms.Form):
    """The words of one question."""

    text = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
