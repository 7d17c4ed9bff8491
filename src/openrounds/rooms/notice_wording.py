"""The parts of a notice and the proposed text of each.

A room about one condition gets the stronger text: people there are ill, or love somebody who is,
and a chat carries them along.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openrounds.rooms.models import Level, Notice, Room
from openrounds.rooms.wording import LEVEL_SENTENCES, day

ELEMENTS: dict[str, Promise] = {
    "readers": gettext_lazy("Who reads this"),
    "public": gettext_lazy("How public it is"),
    "advice": gettext_lazy("Not medical advice"),
    "relation": gettext_lazy("Nobody here is your clinician"),
    "emergency": gettext_lazy("In an emergency"),
    "posts": gettext_lazy("What happens to posts"),
    "moderation": gettext_lazy("Who looks after this room"),
    "contact": gettext_lazy("Whom to ask"),
}
REQUIRED = ("readers", "public", "advice", "relation", "emergency", "posts", "moderation")


def compose(elements: Mapping[str, str]) -> str:
    """The notice as people read it: each part under its heading, in one order."""
    parts = [(ELEMENTS[key], elements.get(key, "").strip()) for key in ELEMENTS]
    return "\n\n".join(f"{heading}\n{body}" for heading, body in parts if body)


def parts(notice: Notice) -> list[tuple[str, str]]:
    """A notice as pairs of heading and body, word for word as it was written and accepted."""
    found: list[tuple[str, str]] = []
    rest = notice.text
    for body in (str(notice.elements.get(key, "")).strip() for key in ELEMENTS):
        heading, separator, after = rest.partition(f"\n{body}")
        if body and separator:
            found.append((heading.strip(), body))
            rest = after
    return found or [("", notice.text)]


def proposed(room: Room, *, emergency_number: str, contact: str = "") -> dict[str, str]:
    """The default parts for a room; a host changes what does not fit."""
    return {
        "readers": _("Patients, carers, clinicians and people we do not know read along."),
        "public": _public(room),
        "advice": _advice(room),
        "relation": _(
            "Clinicians speak here as people with knowledge. They do not treat you, "
            "even if one of them treats you elsewhere."
        ),
        "emergency": _(
            "Nobody here can help fast enough. If you or somebody else is in danger, "
            "call %(number)s now."
        )
        % {"number": emergency_number},
        "posts": _posts(room),
        "moderation": _(
            "The hosts read along during live chats. At other times nobody may be watching. "
            "You can report any post; a person looks at it."
        ),
        "contact": contact,
    }


def _public(room: Room) -> str:
    sentence = str(LEVEL_SENTENCES[Level(room.level)])
    if not room.condition_specific:
        return sentence
    return " ".join(
        [
            sentence,
            _(
                "Write so that you would not mind your neighbour, your employer or your insurer "
                "reading it. Leave out names, places and dates, yours and other people's."
            ),
        ]
    )


def _advice(room: Room) -> str:
    sentence = _("What you read here is experience and general knowledge, not medical advice.")
    if not room.condition_specific:
        return sentence
    return " ".join(
        [
            sentence,
            _(
                "Do not start, stop or change a treatment because of it. "
                "Talk to the people who treat you first."
            ),
        ]
    )


def _posts(room: Room) -> str:
    sentence = _(
        "You can change a post for five minutes and withdraw it at any time. "
        "Others may have read or copied it by then."
    )
    if room.gone_at is None:
        return sentence
    return " ".join([sentence, _("On %(day)s the posts are erased.") % {"day": day(room.gone_at)}])
