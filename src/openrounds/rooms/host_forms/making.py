"""Making a room, and its settings."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openrounds.engine.guard import FindingKind
from openrounds.rooms.host_forms.days import DayField
from openrounds.rooms.host_wording import FINDING_NAMES
from openrounds.rooms.models import Level, Room
from openrounds.rooms.wording import LEVEL_SENTENCES

YES_NO = {"True": True, "False": False}
ABOUT = [
    ("True", gettext_lazy("One condition. People there are ill, or love somebody who is.")),
    ("False", gettext_lazy("A general subject, such as sleep or how a hospital works.")),
]


def yes_or_no(raw: str) -> bool:
    """What a pair of radio buttons says."""
    return YES_NO[raw]


def level_choices(*levels: Level) -> list[tuple[int, Any]]:
    """Levels with the sentence that people will read about them."""
    return [(level.value, LEVEL_SENTENCES[level]) for level in levels]


class RoomTextsForm(forms.Form):
    """What a room is called and what it is for."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("As people would say it: “Life after gynaecologic cancer”."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences: who meets here, and about what."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language people write in"), choices=lambda: settings.LANGUAGES
    )
    condition_specific = forms.TypedChoiceField(
        label=gettext_lazy("What it is about"),
        choices=ABOUT,
        coerce=yes_or_no,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A room about one condition is proposed a stronger notice."),
    )
    comment_free = forms.BooleanField(
        label=gettext_lazy("Only hosts write here"),
        required=False,
        help_text=gettext_lazy("A room for announcements: everybody reads, nobody comments."),
    )


class MakeRoomForm(RoomTextsForm):
    """Everything about a new room but its notice."""

    slug = forms.CharField(
        label=gettext_lazy("Address"),
        min_length=2,
        max_length=60,
        validators=[
            RegexValidator(r"\A[a-z0-9-]+\Z", gettext_lazy("Use small letters, digits and dashes."))
        ],
        help_text=gettext_lazy(
            "The last part of the link, such as gynae-cancer. It cannot be changed later."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Who can read"),
        coerce=lambda raw: Level(int(raw)),
        choices=lambda: level_choices(*sorted(Level)),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Later you can let fewer people read, at any time. To let more people read holds "
            "only for what is posted after it."
        ),
    )
    gone_at = DayField(
        label=gettext_lazy("Gone on"),
        required=False,
        help_text=gettext_lazy(
            "On that day the room and every post in it are erased. Leave it empty for a room that "
            "stays. The day can come sooner later on, never be put off."
        ),
    )
    pseudonym = forms.CharField(
        label=gettext_lazy("Your name in this room"),
        min_length=2,
        max_length=40,
        help_text=gettext_lazy("Hosts mostly use their real name, so that people know who asks."),
    )

    field_order = (
        "title",
        "slug",
        "purpose",
        "language",
        "condition_specific",
        "level",
        "comment_free",
        "gone_at",
        "pseudonym",
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if Room.objects.filter(slug=slug).exists():
            raise forms.ValidationError(
                _("There is a room with this address already. Choose another one.")
            )
        return slug

    def room_fields(self) -> dict[str, object]:
        """The valid form's values, as the room keeps them."""
        return {key: value for key, value in self.cleaned_data.items() if key != "pseudonym"}


class SettingsForm(RoomTextsForm):
    """What hosts change at any time, for everybody at once."""

    reactions_on = forms.BooleanField(
        label=gettext_lazy("People can react to a post with one tap"),
        required=False,
        help_text=gettext_lazy("Others see how many, never who."),
    )
    hold_newcomer_links = forms.BooleanField(
        label=gettext_lazy("A moderator sees a newcomer's first posts if they hold a link"),
        required=False,
    )
    hold_finding_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("A moderator first sees posts that hold"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(kind.value, FINDING_NAMES[kind]) for kind in FindingKind],
        help_text=gettext_lazy(
            "Whatever you choose, the author sees such a finding before sending and decides."
        ),
    )

    def changes(self) -> Mapping[str, object]:
        """The valid form's values."""
        return self.cleaned_data
