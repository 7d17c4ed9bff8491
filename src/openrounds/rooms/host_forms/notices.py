"""A notice, element by element."""

from collections.abc import Mapping
from typing import Any

from django import forms

from openrounds.rooms.host_wording import ELEMENT_HINTS
from openrounds.rooms.notice_wording import ELEMENTS, REQUIRED


class NoticeForm(forms.Form):
    """One text for each part of a notice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - any form's
        super().__init__(*args, **kwargs)
        for key, heading in ELEMENTS.items():
            self.fields[key] = forms.CharField(
                label=str(heading),
                required=key in REQUIRED,
                max_length=2000,
                help_text=str(ELEMENT_HINTS.get(key, "")),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def elements(self) -> Mapping[str, str]:
        """The valid form's parts."""
        return {key: str(self.cleaned_data[key]) for key in ELEMENTS}
