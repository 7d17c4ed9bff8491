import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from openrounds.web.display import Display, Scheme


def time_zone_choices() -> list[tuple[str, str]]:
    """Every time zone of a place, by region and town."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    kept = [name for name in names if not name.startswith(("Etc/", "SystemV/", "US/"))]
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in kept)]


class DisplayForm(forms.Form):
    """How pages are shown on this device."""

    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: settings.LANGUAGES, widget=forms.RadioSelect
    )
    scheme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[
            (Scheme.AS_DEVICE.value, _("As this device is set")),
            (Scheme.LIGHT.value, _("Light")),
            (Scheme.DARK.value, _("Dark")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zone_choices,
        help_text=_("Times on pages are shown in this zone."),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> Display:
        """The valid form's values."""
        return Display(
            language=self.cleaned_data["language"],
            time_zone=self.cleaned_data["time_zone"],
            scheme=Scheme(self.cleaned_data["scheme"]),
        )
