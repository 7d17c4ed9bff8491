"""Numbers that name one person: checked by their check digit, or by the words before them."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from openrounds.engine.guard.candidates import Candidate
from openrounds.engine.guard.checksums import (
    is_dea,
    is_dni,
    is_luhn,
    is_mod_11,
    is_mod_97,
    is_npi,
    is_ssn,
)
from openrounds.engine.guard.cues import said_before
from openrounds.engine.guard.iban_lengths import IBAN_LENGTHS
from openrounds.engine.guard.report import FindingKind

# What may stand between the words that announce a number and the number itself.
_THEN = r"(?:\s?(?:number|num|no|nr|id|card|code))?[\s.:#'s()-]{0,4}(?:is|was|es)?[\s:#]{0,3}$"


def _cue(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words}){_THEN}", re.IGNORECASE)


_NHS_CUE = _cue("nhs")
_CHI_CUE = _cue("chi")
_NPI_CUE = _cue("npi|national provider identifier")
_DEA_CUE = _cue("dea")
_NINO_CUE = _cue("ni|nino|national insurance")
_SSN_CUE = _cue("ssn|social|social security|soc sec")

_TEN_DIGITS = re.compile(r"(?<![\w.+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-]|\.\d)")
_CHI = re.compile(r"(?<![\w.+-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[ -]?\d{4}(?![\w-])")
_SSN = re.compile(r"(?<![\w.+-])(\d{3})([ -]?)(\d{2})\2(\d{4})(?![\w-]|\.\d)")
_NINO = re.compile(
    r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?"
    r"\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D](?!\w)",
    re.IGNORECASE,
)
_MBI = re.compile(
    r"(?<!\w)[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?"
    r"[AC-HJKMNP-RT-Y]{2}\d\d(?!\w)",
    re.IGNORECASE,
)
_DEA = re.compile(r"(?<!\w)[A-HJ-MPR-UX][A-Z9]\d{7}(?!\w)", re.IGNORECASE)
_DNI = re.compile(r"(?<![\w.])(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?!\w)", re.IGNORECASE)
# Cards begin with a group of four digits or more. Looked for at every such group, not run by run:
# another number often stands right before a card's.
_CARD_RUN = re.compile(r"(?<![\w.+])[2-6]\d{3}(?=((?:[ -]?\d){9,15}))")
_CARD_LENGTHS = (16, 15, 19, 14, 13)
# First digits and lengths of the large card schemes. Source: ISO/IEC 7812 register, as published
# by the schemes.
_CARD_SCHEME = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}"
)
_IBAN_START = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?=[ -]?[A-Z\d])", re.IGNORECASE)
_RECORD = re.compile(
    r"\b(?:mrn|m\.r\.n\.|hospital (?:number|no\.?|id)|patient (?:number|no\.?|id)|unit number"
    r"|medical record(?: number| no\.?)?|(?:n[uú]mero de )?historia cl[ií]nica|nhc)"
    r"[\s:#.-]{0,3}(?:is|was|es)?[\s:#]{0,3}(?P<number>[a-z]{0,3}-?\d{5,10}[a-z]?)(?!\w)",
    re.IGNORECASE,
)


def find_identifiers(text: str, country: str) -> Iterator[Candidate]:
    """Numbers of patients, citizens, prescribers, accounts and cards."""
    return chain(
        _nhs_numbers(text, country),
        _chi_numbers(text, country),
        _ssns(text),
        _ninos(text),
        _matches(text, _MBI, FindingKind.MBI, lambda _: True),
        _matches(text, _DNI, FindingKind.DNI, is_dni),
        _cards(text),
        _prescribers(text, country),
        _ibans(text),
        _record_numbers(text),
    )


def _plain(words: str) -> str:
    """The letters and digits of a number, letters in capitals."""
    return words.replace(" ", "").replace("-", "").upper()


def _matches(
    text: str, pattern: re.Pattern[str], kind: FindingKind, is_one: Callable[[str], bool]
) -> Iterator[Candidate]:
    for match in pattern.finditer(text):
        if is_one(_plain(match[0])):
            yield Candidate(kind, match.start(), match.end(), weight=1.0, sureness=0.9)


def _nhs_numbers(text: str, country: str) -> Iterator[Candidate]:
    for match in _TEN_DIGITS.finditer(text):
        is_checked = is_mod_11(_plain(match[0]))
        if said_before(text, match.start(), _NHS_CUE):
            # A slip of the finger still gives most of the number away.
            sureness, weight = 0.95, 1.0 if is_checked else 0.8
        elif is_checked and (country == "GB" or (match[1] and country not in ("US", "CA"))):
            # 3 3 4 with hyphens is how North America writes a telephone number.
            sureness, weight = 0.6 if match[1] == "-" else 0.7, 0.9
        else:
            continue
        yield Candidate(FindingKind.NHS_NUMBER, match.start(), match.end(), weight, sureness)


def _chi_numbers(text: str, country: str) -> Iterator[Candidate]:
    for match in _CHI.finditer(text):
        is_said = said_before(text, match.start(), _CHI_CUE)
        if is_mod_11(_plain(match[0])) and (is_said or country == "GB"):
            sureness = 0.95 if is_said else 0.75
            yield Candidate(FindingKind.CHI_NUMBER, match.start(), match.end(), 1.0, sureness)


def _ssns(text: str) -> Iterator[Candidate]:
    for match in _SSN.finditer(text):
        is_said = said_before(text, match.start(), _SSN_CUE)
        if is_ssn(match[1], match[3], match[4]) and (is_said or match[2] == "-"):
            sureness = 0.95 if is_said else 0.8
            yield Candidate(FindingKind.SSN, match.start(), match.end(), 1.0, sureness)


def _ninos(text: str) -> Iterator[Candidate]:
    for match in _NINO.finditer(text):
        # "at 10 20 30 c" is no number: small letters count in one word or after the cue only.
        is_compact = match.end() - match.start() == 9
        if match[0].isupper() or is_compact or said_before(text, match.start(), _NINO_CUE):
            yield Candidate(FindingKind.NINO, match.start(), match.end(), 1.0, sureness=0.9)


def _cards(text: str) -> Iterator[Candidate]:
    for match in _CARD_RUN.finditer(text):
        digits = match[0] + _plain(match[1])
        for number in (digits[:length] for length in _CARD_LENGTHS if length <= len(digits)):
            if _CARD_SCHEME.fullmatch(number) and is_luhn(number):
                end = _end_of(text, match.start(), len(number))
                if end:
                    yield Candidate(FindingKind.PAYMENT_CARD, match.start(), end, 1.0, 0.9)


def _prescribers(text: str, country: str) -> Iterator[Candidate]:
    for match in _TEN_DIGITS.finditer(text):
        if is_npi(_plain(match[0])) and said_before(text, match.start(), _NPI_CUE):
            # The register of these numbers is public: it names a clinician, not a patient.
            yield Candidate(FindingKind.NPI, match.start(), match.end(), 0.6, sureness=0.95)
    for match in _DEA.finditer(text):
        is_said = said_before(text, match.start(), _DEA_CUE)
        if is_dea(match[0]) and (is_said or country == "US"):
            yield Candidate(FindingKind.DEA_NUMBER, match.start(), match.end(), 0.9, sureness=0.9)


def _ibans(text: str) -> Iterator[Candidate]:
    for match in _IBAN_START.finditer(text):
        length = IBAN_LENGTHS.get(match[0][:2].upper(), 0)
        end = _end_of(text, match.start(), length)
        if end and is_mod_97(_plain(text[match.start() : end])):
            yield Candidate(FindingKind.IBAN, match.start(), end, 1.0, sureness=0.95)


def _end_of(text: str, start: int, length: int) -> int:
    """Where `length` letters or digits from `start` end, single spaces between; 0 for nowhere."""
    place = start
    for left in range(length, 0, -1):
        if text[place : place + 1] in (" ", "-") and left < length:
            place += 1
        char = text[place : place + 1]
        if not (char.isascii() and char.isalnum()):
            return 0
        place += 1
    return 0 if text[place : place + 1].isalnum() else place


def _record_numbers(text: str) -> Iterator[Candidate]:
    for match in _RECORD.finditer(text):
        yield Candidate(
            FindingKind.RECORD_NUMBER, match.start("number"), match.end("number"), 0.9, 0.85
        )
