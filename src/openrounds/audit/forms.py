"""Which part of the log somebody wants to see."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openrounds.audit.queries import Filter, known_actions


class FilterForm(forms.Form):
    """Every field may stay empty."""

    action = forms.ChoiceField(required=False, label=_("Action"))
    object_kind = forms.CharField(required=False, max_length=40, label=_("Kind of object"))
    object_ref = forms.CharField(required=False, max_length=64, label=_("Reference of the object"))
    since = forms.DateTimeField(
        required=False,
        label=_("From"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    until = forms.DateTimeField(
        required=False,
        label=_("Until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - any form's
        super().__init__(*args, **kwargs)
        action = self.fields["action"]
        if isinstance(action, forms.ChoiceField):
            action.choices = [("", _("all")), *((one, one) for one in known_actions())]

    def wanted(self) -> Filter:
        """The filter that was asked for; what could not be understood does not narrow."""
        self.is_valid()
        known = {name: value for name, value in self.cleaned_data.items() if value}
        return Filter(**known)
