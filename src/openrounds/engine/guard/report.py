"""What the guard says about a draft: codes, places and numbers, never sentences."""

from dataclasses import dataclass
from enum import StrEnum

from openrounds.engine.text import Span


class FindingKind(StrEnum):
    """What a stretch of a draft gives away. New kinds are added, old values are never changed."""

    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    PROFILE_LINK = "profile_link"  # a page about one person
    BIRTH_DATE = "birth_date"
    RECORD_NUMBER = "record_number"  # a hospital's own number, known by the words before it
    NHS_NUMBER = "nhs_number"
    CHI_NUMBER = "chi_number"
    NINO = "nino"
    SSN = "ssn"
    MBI = "mbi"
    NPI = "npi"
    DEA_NUMBER = "dea_number"
    DNI = "dni"
    IBAN = "iban"
    PAYMENT_CARD = "payment_card"


class Subject(StrEnum):
    """Whom a finding is about, as far as the words around it say."""

    ME = "me"
    OTHER = "other"
    UNKNOWN = "unknown"


class Generalisation(StrEnum):
    """How a gentler wording differs from what was typed."""

    LEAVE_OUT = "leave_out"
    YEAR_ONLY = "year_only"


class HelpCode(StrEnum):
    """Which help to show the author. Help never blocks, holds, hides or delays a post."""

    EMERGENCY = "emergency"
    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    EATING_DISORDER = "eating_disorder"
    BYSTANDER = "bystander"  # somebody else is in danger


class Verdict(StrEnum):
    """What should happen to a draft. It depends on the findings alone, never on the help."""

    CLEAR = "clear"
    SUGGEST = "suggest"  # show the findings; the author decides
    HOLD = "hold"  # if posted as it is, somebody looks first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A gentler wording: `replacement` for what lies in `span` of the draft.

    `span` holds the finding's span, and sometimes a word beside it ("on" in "on 3 May 1962").
    `replacement` is `None` where it needs words of the draft's language: then `code` names them.
    """

    code: Generalisation
    span: Span
    replacement: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a draft gives away. `span` counts code points of the draft as typed."""

    kind: FindingKind
    span: Span
    weight: float  # 0..1: how much it adds to identifiability; 1 names one person by itself
    subject: Subject = Subject.UNKNOWN
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that the guard says about a draft. Findings are in order and never overlap."""

    findings: tuple[Finding, ...] = ()
    help: tuple[HelpCode, ...] = ()
    verdict: Verdict = Verdict.CLEAR
