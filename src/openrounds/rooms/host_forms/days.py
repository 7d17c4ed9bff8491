"""Days that hosts promise, and clock times in a zone of their choice."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

NOON = time(12)


class DayField(forms.DateField):
    """A day to come. It stands for its noon here, so that nearly everywhere it is the same day."""

    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")

    def clean(self, value: object) -> datetime | None:
        day: date | None = super().clean(value)
        if day is None:
            return None
        moment = datetime.combine(day, NOON, tzinfo=timezone.get_current_timezone())
        if moment <= timezone.now():
            raise forms.ValidationError(_("Choose a day to come."))
        return moment


def moment_on(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A wall-clock time there, in UTC. Refuses the hour that is left out when clocks go forward."""
    there = datetime.combine(day, clock, tzinfo=zone)
    moment = there.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != there.replace(tzinfo=None):
        raise forms.ValidationError(
            _("There is no %(clock)s on that day: the clocks go forward then.")
            % {"clock": clock.strftime("%H:%M")}
        )
    return moment
