"""How public a room is: narrowing, promising, widening, ending."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openrounds.rooms.host_forms.days import DayField
from openrounds.rooms.host_forms.making import level_choices
from openrounds.rooms.models import Level, Room


class LevelForm(forms.Form):
    """One of some levels."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("Who can read"),
        coerce=lambda raw: Level(int(raw)),
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, levels: Sequence[Level], prefix: str = ""
    ) -> None:
        super().__init__(data, prefix=prefix or None)
        field = self.fields["level"]
        if isinstance(field, forms.ChoiceField):
            field.choices = level_choices(*levels)


class PromiseForm(LevelForm):
    """A narrower level and the day from which it holds."""

    due_at = DayField(label=gettext_lazy("From which day"))


class SoonerForm(forms.Form):
    """A day before the one that was promised."""

    due_at = DayField(label=gettext_lazy("Already on"))


class GoneForm(forms.Form):
    """The day on which a room and its posts are erased."""

    gone_at = DayField(label=gettext_lazy("Gone on"))


def narrower_levels(room: Room) -> list[Level]:
    """Levels at which fewer people can read, the nearest first."""
    return [level for level in sorted(Level, reverse=True) if level < room.level]


def wider_levels(room: Room) -> list[Level]:
    """Levels at which more people can read, the nearest first."""
    return [level for level in sorted(Level) if level > room.level]
