"""Sentences for hosts that code needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openrounds.engine.guard import FindingKind
from openrounds.rooms.models import Level, PublicnessChange
from openrounds.rooms.queries.publicness import RoomPublicness
from openrounds.rooms.wording import LEVEL_SENTENCES, able_words, index_words

FINDING_NAMES: Mapping[FindingKind, Promise] = {
    FindingKind.PHONE: gettext_lazy("a phone number"),
    FindingKind.EMAIL: gettext_lazy("an e-mail address"),
    FindingKind.LINK: gettext_lazy("a link"),
    FindingKind.PROFILE_LINK: gettext_lazy("a link to one person's page"),
    FindingKind.BIRTH_DATE: gettext_lazy("a date of birth"),
    FindingKind.RECORD_NUMBER: gettext_lazy("a hospital's record number"),
    FindingKind.NHS_NUMBER: gettext_lazy("an NHS number"),
    FindingKind.CHI_NUMBER: gettext_lazy("a CHI number"),
    FindingKind.NINO: gettext_lazy("a National Insurance number"),
    FindingKind.SSN: gettext_lazy("a Social Security number"),
    FindingKind.MBI: gettext_lazy("a Medicare number"),
    FindingKind.NPI: gettext_lazy("a clinician's NPI number"),
    FindingKind.DEA_NUMBER: gettext_lazy("a clinician's DEA number"),
    FindingKind.DNI: gettext_lazy("a Spanish identity number"),
    FindingKind.IBAN: gettext_lazy("a bank account"),
    FindingKind.PAYMENT_CARD: gettext_lazy("a payment card"),
}

ELEMENT_HINTS: Mapping[str, Promise] = {
    "readers": gettext_lazy("Name everybody who reads along: sponsors, researchers, journalists."),
    "public": gettext_lazy("Say it as you would to a neighbour."),
    "emergency": gettext_lazy("The number to call. Nobody in a chat is fast enough."),
    "moderation": gettext_lazy("Who looks after the room, and at which hours. Be exact."),
    "contact": gettext_lazy("An address or a name. Leave it empty if there is none."),
}


@dataclass(frozen=True, slots=True)
class PublicnessColumn:
    """One side of the comparison that is shown before a room is opened to more people."""

    readers: str
    able: str
    index: str
    feed: str


def publicness_column(publicness: RoomPublicness) -> PublicnessColumn:
    """Who can read, how many, and what machines may do."""
    return PublicnessColumn(
        readers=str(LEVEL_SENTENCES[publicness.level]),
        able=able_words(publicness.able) or _("Anybody, on the whole web."),
        index=index_words(publicness),
        feed=_("Yes: posts are copied into feeds and previews.")
        if publicness.is_open
        else _("No."),
    )


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promised narrowing as its hosts see it. `code` names its level."""

    due_at: datetime
    code: str
    words: str


def promise_line(change: PublicnessChange) -> PromiseLine:
    """When it comes, and who can read from then on."""
    level = Level(change.level)
    return PromiseLine(change.due_at, level.code, str(LEVEL_SENTENCES[level]))


def slow_words(seconds: int) -> str:
    """What holds after a step of slow mode was chosen."""
    if not seconds:
        return _("Slow mode is off.")
    return _("Slow mode: everybody can post once in %(n)s seconds.") % {"n": seconds}
