"""What the guard found, in words for the person who is writing. Never blame, never a score."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openrounds.engine.guard import (
    Finding,
    FindingKind,
    Generalisation,
    HelpCode,
    Report,
    Subject,
    Verdict,
    apply_suggestions,
)
from openrounds.rooms.emergency import urgent_help


@dataclass(frozen=True, slots=True)
class FindingWords:
    """One finding as the composer shows it. All places count code points of the draft as typed.

    `instead` replaces what lies between `from_` and `to`; it is empty where no words are proposed.
    """

    start: int
    end: int
    quoted: str
    says: str
    matters: str
    instead: str = ""
    leaves_out: bool = False
    from_: int = 0
    to: int = 0


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A sentence of help, and a number to call if there is one."""

    words: str
    number: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the composer shows after the guard has looked: findings, what follows, and help."""

    findings: tuple[FindingWords, ...] = ()
    effect: str = ""
    help: tuple[HelpLine, ...] = ()
    words: str = ""

    @property
    def has_gentler_words(self) -> bool:
        """Whether at least one finding comes with other words."""
        return any(finding.instead for finding in self.findings)


SAYS: dict[FindingKind, Promise] = {
    FindingKind.PHONE: gettext_lazy("This is a phone number."),
    FindingKind.EMAIL: gettext_lazy("This is an e-mail address."),
    FindingKind.LINK: gettext_lazy("This is a link to another place."),
    FindingKind.PROFILE_LINK: gettext_lazy("This link leads to one person's page."),
    FindingKind.BIRTH_DATE: gettext_lazy("This is a date of birth."),
    FindingKind.RECORD_NUMBER: gettext_lazy("This looks like a number in a hospital's files."),
    FindingKind.NHS_NUMBER: gettext_lazy("This looks like an NHS number."),
    FindingKind.CHI_NUMBER: gettext_lazy("This looks like a CHI number."),
    FindingKind.NINO: gettext_lazy("This looks like a National Insurance number."),
    FindingKind.SSN: gettext_lazy("This looks like a Social Security number."),
    FindingKind.MBI: gettext_lazy("This looks like a Medicare number."),
    FindingKind.NPI: gettext_lazy("This looks like a clinician's NPI number."),
    FindingKind.DEA_NUMBER: gettext_lazy("This looks like a clinician's DEA number."),
    FindingKind.DNI: gettext_lazy("This looks like an identity card number."),
    FindingKind.IBAN: gettext_lazy("This looks like a bank account."),
    FindingKind.PAYMENT_CARD: gettext_lazy("This looks like a payment card."),
}
MONEY = (FindingKind.IBAN, FindingKind.PAYMENT_CARD)


def look_words(draft: str, report: Report) -> Look:
    """Everything the composer shows about a draft."""
    findings = tuple(finding_words(draft, finding) for finding in report.findings)
    return Look(
        findings=findings,
        effect=_effect(report) if findings else "",
        help=help_lines(report.help),
    )


def finding_words(draft: str, finding: Finding) -> FindingWords:
    """One finding in words, with its suggestion where there is one."""
    suggestion = finding.suggestion
    instead = ""
    if suggestion is not None:
        instead = suggestion.replacement or str(GENERALISATIONS.get(suggestion.code, ""))
    return FindingWords(
        start=finding.span.start,
        end=finding.span.end,
        quoted=finding.span.cut(draft),
        says=str(SAYS.get(finding.kind, _("This could show who somebody is."))),
        matters=_matters(finding),
        instead=instead,
        leaves_out=suggestion is not None and suggestion.code == Generalisation.LEAVE_OUT,
        from_=suggestion.span.start if suggestion else 0,
        to=suggestion.span.end if suggestion else 0,
    )


def _matters(finding: Finding) -> str:
    if finding.kind == FindingKind.PHONE:
        return str(CALLED[finding.subject])
    if finding.kind == FindingKind.EMAIL:
        return str(WRITTEN_TO[finding.subject])
    if finding.kind in MONEY:
        return _("Somebody could use it to take money.")
    if finding.kind == FindingKind.LINK:
        return _("Whoever runs that place can see who comes.")
    return str(NAMED[finding.subject])


CALLED: dict[Subject, Promise] = {
    Subject.ME: gettext_lazy("Anybody who reads this can call you."),
    Subject.OTHER: gettext_lazy("Anybody who reads this can call them."),
    Subject.UNKNOWN: gettext_lazy("Anybody who reads this can call it."),
}
WRITTEN_TO: dict[Subject, Promise] = {
    Subject.ME: gettext_lazy("Anybody who reads this can write to you."),
    Subject.OTHER: gettext_lazy("Anybody who reads this can write to them."),
    Subject.UNKNOWN: gettext_lazy("Anybody who reads this can write to it."),
}
NAMED: dict[Subject, Promise] = {
    Subject.ME: gettext_lazy("It belongs to one person: you."),
    Subject.OTHER: gettext_lazy("It belongs to one person, who may not know that it stands here."),
    Subject.UNKNOWN: gettext_lazy("It belongs to one person."),
}
GENERALISATIONS: dict[Generalisation, Promise] = {
    Generalisation.LEAVE_OUT: gettext_lazy("[left out]"),
    Generalisation.YEAR_ONLY: gettext_lazy("that year"),
}


def gentler(draft: str, report: Report) -> str:
    """The draft with every suggestion taken."""
    words = {code: str(promise) for code, promise in GENERALISATIONS.items()}
    return apply_suggestions(draft, report.findings, words)


def _effect(report: Report) -> str:
    if report.verdict == Verdict.HOLD:
        return _("If you post it as it is, a moderator looks at it first.")
    return ngettext(
        "It is your choice. You can change it, or post it as it is.",
        "It is your choice. You can change them, or post it as it is.",
        len(report.findings),
    )


def help_lines(codes: tuple[HelpCode, ...]) -> tuple[HelpLine, ...]:
    """Calm words and true numbers. Nothing here delays a post."""
    if not codes:
        return ()
    numbers = urgent_help(settings.COUNTRY)
    danger = _("If you or somebody else is in danger now, call this number.")
    lines = [HelpLine(str(OPENINGS[codes[0]])), HelpLine(danger, numbers.emergency)]
    if numbers.helpline is not None:
        talk = _("To talk with somebody at any hour, free of charge: %(name)s.")
        lines.append(
            HelpLine(
                talk % {"name": numbers.helpline.name},
                numbers.helpline.number,
                numbers.helpline.site,
            )
        )
    lines.append(HelpLine(_("Nobody here can come to you. You can post all the same.")))
    return tuple(lines)


OPENINGS: dict[HelpCode, Promise] = {
    HelpCode.EMERGENCY: gettext_lazy("This may need help at once."),
    HelpCode.SUICIDE: gettext_lazy("That sounds very heavy. You do not have to carry it alone."),
    HelpCode.SELF_HARM: gettext_lazy("That sounds very heavy. You do not have to carry it alone."),
    HelpCode.ABUSE: gettext_lazy("Nobody may hurt you or frighten you."),
    HelpCode.EATING_DISORDER: gettext_lazy(
        "That sounds very heavy. You do not have to carry it alone."
    ),
    HelpCode.BYSTANDER: gettext_lazy("It is right that you care about somebody in danger."),
}
