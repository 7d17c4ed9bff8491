from django import forms
from django.utils.translation import gettext_lazy as _

from openrounds.moderation.models import Ground, Outcome, ReportReason


class RulingForm(forms.Form):
    """A decision, the rule it stands on, and words to the author."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    ground = forms.ChoiceField(choices=Ground.choices, required=False)
    words = forms.CharField(max_length=500, required=False)


class ReportForm(forms.Form):
    """What is wrong with a post, as the reporter sees it."""

    reason = forms.ChoiceField(
        label=_("What worries you?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your own words, if you like"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UnmaskForm(forms.Form):
    """Why a moderator has to know who somebody is."""

    reason = forms.CharField(
        label=_("Why do you have to know?"),
        help_text=_("One sentence. It is kept, and the person can read it."),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PauseForm(forms.Form):
    """How long somebody may read but not post."""

    hours = forms.ChoiceField(
        label=_("Pause their posts for"),
        choices=[(1, _("an hour")), (24, _("a day")), (168, _("a week"))],
    )
