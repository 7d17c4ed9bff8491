from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    """A transcript's file, the address of the room it becomes, and the importer's name there."""

    file = forms.FileField(
        label=_("The transcript"), help_text=_("The JSON file that a transcript page gives.")
    )
    slug = forms.SlugField(
        label=_("Address of the new room"),
        max_length=60,
        help_text=_("Letters, digits and dashes. It stands in the room's web address."),
    )
    name = forms.CharField(label=_("Your name in this room"), min_length=2, max_length=40)
