"""What administrators type about others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openrounds.accounts.forms.words import EMAIL, HANDLE
from openrounds.accounts.models import Person, Role


class InviteForm(forms.Form):
    """An account that an administrator makes for somebody."""

    handle = forms.CharField(max_length=30, label=HANDLE.label)
    email = forms.EmailField(
        label=EMAIL.label, help_text=_("A mail with a link to choose a password goes there.")
    )


class ReasonForm(forms.Form):
    """Why an administrator does something: kept beside it; the log keeps a hash."""

    reason = forms.CharField(max_length=300, label=_("Why?"))


class RoleForm(ReasonForm):
    """A role that somebody does not hold yet."""

    role = forms.ChoiceField(label=_("Role"))
    field_order = ("role", "reason")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            # Being a clinician is said by oneself; being a member needs no grant.
            giveable = (Role.HOST, Role.MODERATOR, Role.ADMINISTRATOR)
            role.choices = [
                (one.value, one.label) for one in giveable if one not in person.community_roles
            ]
