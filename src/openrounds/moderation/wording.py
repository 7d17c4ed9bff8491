"""The sentences of the desk and of the reasons given to authors."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openrounds.engine.triage import HoldReason
from openrounds.moderation.models import Decision, Ground, Outcome, ReportReason

HOLD_WORDS: dict[str, Promise] = {
    HoldReason.ROOM_HOLDS_ALL.value: gettext_lazy("Every post in this room is seen first."),
    HoldReason.FINDING.value: gettext_lazy("It may hold a number that names one person."),
    HoldReason.NEWCOMER_LINK.value: gettext_lazy("A first post in this room, with a link."),
    HoldReason.MANY_LINKS.value: gettext_lazy("It has many links."),
    HoldReason.LINK_ONLY.value: gettext_lazy("It is nothing but a link."),
    HoldReason.REPEATED.value: gettext_lazy("The same text was sent several times."),
    HoldReason.SHOUTING.value: gettext_lazy("Nearly all of it is in capital letters."),
}

GROUND_SENTENCES: dict[Ground, Promise] = {
    Ground.FINE: gettext_lazy("There is nothing against it."),
    Ground.PRIVATE: gettext_lazy(
        "It names or shows a person. What is said in this room can be read by people who know them."
    ),
    Ground.ADVICE: gettext_lazy(
        "It tells a person how to treat themselves. Nobody here can know whether that is safe."
    ),
    Ground.UNKIND: gettext_lazy("It can hurt or frighten somebody who reads here."),
    Ground.UNTRUE: gettext_lazy("Somebody who believes it could come to harm."),
    Ground.SPAM: gettext_lazy("It sells something, or repeats the same text."),
    Ground.PLACE: gettext_lazy("It does not belong in this room."),
    Ground.OTHER: gettext_lazy("The moderator's own words say why."),
}


def case_reasons(codes: Sequence[str]) -> list[str]:
    """Why a case is on the desk, each reason once."""
    words = {**HOLD_WORDS, **{reason.value: reason.label for reason in ReportReason}}
    return [str(words.get(code, code)) for code in dict.fromkeys(codes)]


def outcome_sentence(decision: Decision) -> str:
    """What happened to the post, said to its author."""
    match decision.outcome:
        case Outcome.PUBLISH:
            return _("Your post is published.")
        case Outcome.RETURN:
            return _("Your post was not published. You have its text back.")
        case Outcome.REMOVE:
            return _("Your post was taken away. One grey line stands in its place.")
        case _:
            return _("Somebody reported your post. It stays as it is.")


def found_sentence(decision: Decision) -> str:
    """How it came to a look, said to the author: by a rule or by a report; a person decided."""
    if decision.found_by_rule:
        return _("A rule of the room held it. A person looked at it and decided.")
    return _("Somebody in the room reported it. A person looked at it and decided.")


def mail_subject() -> str:
    """Says neither room nor post: others may see it on a screen."""
    return _("A moderator has answered you")
