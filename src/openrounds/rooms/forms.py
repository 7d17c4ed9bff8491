"""Parsing what people fill in on the pages of rooms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openrounds.rooms.models import Digest


class NameForm(forms.Form):
    """The name for one room."""

    pseudonym = forms.CharField(
        label=_("Your name in this room"),
        min_length=2,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class DoorForm(NameForm):
    """The name, and the notice that was read. `use_anyway` answers a warning about the name."""

    notice = forms.CharField(widget=forms.HiddenInput)
    accepted = forms.BooleanField(label=_("I have read this notice and accept it."))
    use_anyway = forms.BooleanField(
        label=_("Use this name all the same"), required=False, widget=forms.HiddenInput
    )


class DigestForm(forms.Form):
    """How often news of a room comes by e-mail."""

    digest = forms.ChoiceField(
        label=_("News of this room by e-mail"), choices=Digest.choices, widget=forms.RadioSelect
    )


class ReminderForm(forms.Form):
    """When somebody is reminded of a chat."""

    day_before = forms.BooleanField(label=_("A day before"), required=False)
    hour_before = forms.BooleanField(label=_("An hour before"), required=False)


class BoxForm(forms.Form):
    """A question for the hosts, before a chat."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
