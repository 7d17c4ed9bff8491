"""What people type about themselves, their programs, and to leave."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from openrounds.accounts.forms.words import HANDLE
from openrounds.accounts.models import HANDLE_RULE, Person, Role, normal_handle


def _time_zones() -> list[tuple[str, str]]:
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    shown = [(name, name.replace("_", " ")) for name in names if not name.startswith("Etc/")]
    return [("", str(_("As this place has it"))), ("UTC", "UTC"), *shown]


class ProfileForm(forms.Form):
    """Handle, language, time zone, and what somebody says about themselves."""

    handle = forms.CharField(
        max_length=30,
        label=HANDLE.label,
        help_text=HANDLE.hint,
        validators=[HANDLE_RULE],
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    language = forms.ChoiceField(
        required=False,
        label=_("Language"),
        help_text=_("For mail, and for devices on which you have not chosen one."),
    )
    time_zone = forms.ChoiceField(
        required=False, label=_("Time zone"), choices=_time_zones, help_text=_("For times in mail.")
    )
    says_clinician = forms.BooleanField(
        required=False,
        label=_("I am a clinician"),
        help_text=_(
            "Others then read beside your name that you say you are a clinician, and that nobody "
            "has checked it."
        ),
    )

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        self._person = person
        initial = {
            "handle": person.handle,
            "language": person.language,
            "time_zone": person.time_zone,
            "says_clinician": Role.CLINICIAN_CLAIMED in person.community_roles,
        }
        super().__init__(data, initial=initial)
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [("", _("As the browser asks")), *settings.LANGUAGES]

    def clean_handle(self) -> str:
        handle = normal_handle(self.cleaned_data["handle"])
        if Person.objects.filter(handle=handle).exclude(pk=self._person.pk).exists():
            raise forms.ValidationError(_("This handle is taken. Choose another one."))
        return handle


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        max_length=60,
        label=_("What is it for?"),
        help_text=_("So that you know it again, such as: my reader."),
    )
    may_write = forms.BooleanField(
        required=False,
        label=_("It may also write"),
        help_text=_("Post and change things as you. Without this it may only read."),
    )


class LeaveForm(forms.Form):
    """Deleting an account asks for the handle, so that no slip of a finger does it."""

    handle = forms.CharField(label=_("Type your handle"), widget=forms.TextInput)

    def __init__(self, *args: Any, handle: str, **kwargs: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **kwargs)
        self._handle = handle
        self.fields["handle"].help_text = _("It is: %(handle)s") % {"handle": handle}
        self.fields["handle"].widget.attrs["autocomplete"] = "off"

    def clean_handle(self) -> str:
        if normal_handle(self.cleaned_data["handle"]) != self._handle:
            raise forms.ValidationError(_("This is not your handle."))
        return self._handle
