"""Roles in a room, and invitations to it."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from openrounds.rooms.models import RoomRole

MOST_USES = 500
MOST_DAYS = 365


class RoleForm(forms.Form):
    """A role, and the words beside a name."""

    role = forms.TypedChoiceField(
        label=gettext_lazy("Role"), choices=RoomRole.choices, coerce=RoomRole
    )
    line = forms.CharField(
        label=gettext_lazy("Words beside the name"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "Such as: paediatrician, St Mary's; checked by the charity in March 2026. "
            "Say who checked it and when, or say nothing."
        ),
    )


class InvitationForm(forms.Form):
    """How many may come in by a link, until when, and as what."""

    role = forms.TypedChoiceField(
        label=gettext_lazy("They come in as"),
        choices=RoomRole.choices,
        coerce=RoomRole,
        initial=RoomRole.MEMBER,
    )
    uses = forms.IntegerField(
        label=gettext_lazy("For how many people"),
        min_value=1,
        max_value=MOST_USES,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    days = forms.IntegerField(
        label=gettext_lazy("It holds for so many days"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=14,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def ends_at(self) -> datetime:
        """When the link stops to open."""
        return timezone.now() + timedelta(days=self.cleaned_data["days"])
