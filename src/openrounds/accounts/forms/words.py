"""The fields of a form in our words."""

from typing import Any, ClassVar, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    """How a field is called, and what stands below that."""

    label: Any
    hint: Any = ""


HANDLE = Words(
    _("Handle"),
    _("For signing in. Others do not see it: in each room you choose the name you have there."),
)
EMAIL = Words(_("E-mail address"), _("Only for what concerns your account and what you ask for."))
NEW_PASSWORD = Words(_("Password"), _("10 characters or more. Four odd words are easy to keep."))


class Worded(forms.Form):
    """Gives the fields of a form our words, and no words inside the boxes."""

    words: ClassVar[dict[str, Words]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - any form's
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]
