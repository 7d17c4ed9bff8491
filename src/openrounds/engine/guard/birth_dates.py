"""Dates of birth: a full date beside a word that says so."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from openrounds.engine.guard.candidates import Candidate
from openrounds.engine.guard.report import FindingKind

_OLDEST_YEARS = 120
_FIRST_YEAR = 1900  # where today is not known
_CENTURY_TURN = 30  # '31 is read as 1931 where today is not known
_GAP = 35
_MONTHS = (  # English and Spanish, in full or short
    r"jan(?:uary)?|ene(?:ro)?",
    r"feb(?:ruary|rero)?",
    r"mar(?:ch|zo)?",
    r"apr(?:il)?|abr(?:il)?",
    r"mayo?",
    r"june?|junio",
    r"july?|julio",
    r"aug(?:ust)?|ago(?:sto)?",
    r"sept?(?:ember|iembre)?",
    r"oct(?:ober|ubre)?",
    r"nov(?:ember|iembre)?",
    r"dec(?:ember)?|dic(?:iembre)?",
)
_MONTH_NAMES = tuple(re.compile(names, re.IGNORECASE) for names in _MONTHS)
_DAY = r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])"
_NUMBER = r"(?P<month>0?[1-9]|[12]\d|3[01])"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_YEAR = (
    r"(?P<year>(?:19|20)\d\d|(?<!\d)\d\d)"
    r"(?!\d|:\d|\s?(?:weeks?|days?|months?|hours?|am|pm|lbs?|oz|kg)\b)"
)
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)([-/.]){_NUMBER}\2(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        rf"{_DAY}\s?([-/. ])\s?{_NUMBER}\s?\2\s?{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th|º)?[\s/.-]{{0,2}}(?:of |de )?{_MONTH}\b"
        rf"(?:[\s,/.'-]{{1,3}}(?:of |de |del )?{_YEAR}|(?![\s,]{{0,2}}\d{{3}}))",
        rf"\b{_MONTH}\.?\s{{1,2}}(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?"
        rf"(?:[\s,']{{1,3}}{_YEAR}|(?![\s,]{{0,2}}\d{{3}}))",
    )
)
_NOUN = (
    r"d\.?o\.?b\b|date of birth|birth ?dates?|birth ?day|b-?day|fecha de nacimiento|f\.? ?nac\b"
    r"|cumplea[nñ]os|\bcumple\b|geburtsdatum"
)
_CUE = re.compile(
    rf"\b(?:born|nac[ií]|naci[oó]|nacid[oa]|geboren|geb\.|{_NOUN})(?!\w)", re.IGNORECASE
)
_IS_THE_CUE = re.compile(
    rf"\s{{0,2}}(?:is|was|es|fue)\s(?:my|his|her|their|the|mi|su)\s(?:\w{{1,12}}\s)?(?:{_NOUN})",
    re.IGNORECASE,
)
# Not people: what else is said to be born.
_THINGS = re.compile(
    r"\b(?:nhs|charity|idea|project|movement|foundation|hospital|service|campaign|group|chat|trust"
    r"|room|plan)\s(?:\w{1,8}\s){0,2}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[!?\n]|[a-z)]\.\s", re.IGNORECASE)
_LEAD = re.compile(r"\b(on|el(?: d[ií]a)?)\s$|(?<=\b(born)\s)$", re.IGNORECASE)
_LEADS = {"on": "in ", "el": "en ", "bo": "in "}


def find_birth_dates(text: str, today: date | None) -> Iterator[Candidate]:
    """A date that follows "born", "DOB" and the like, or comes before "is my date of birth"."""
    cues = [cue for cue in _CUE.finditer(text) if not _is_about_a_thing(text, cue.start())]
    dates = _dates(text) if cues else []
    starts = [match.start() for match in dates]
    for cue in cues:
        for match in dates[bisect_left(starts, cue.end()) :][:1]:
            if _belongs(text, cue, match) and _is_plausible(match, today):
                yield _candidate(text, match, today)
    for match in dates:
        if _IS_THE_CUE.match(text, match.end()) and _is_plausible(match, today):
            yield _candidate(text, match, today)


def _is_about_a_thing(text: str, place: int) -> bool:
    return bool(_THINGS.search(text, max(0, place - 40), place))


def _dates(text: str) -> list[re.Match[str]]:
    """Whatever is shaped like a date, in order; of those that begin together the longest first."""
    found = [match for shape in _SHAPES for match in shape.finditer(text)]
    return sorted(found, key=lambda match: (match.start(), -match.end()))


def _belongs(text: str, cue: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a date stands near its cue, in the same sentence."""
    is_near = match.start() <= cue.end() + _GAP
    return is_near and not _SENTENCE_END.search(text, cue.end(), match.start())


def _is_plausible(match: re.Match[str], today: date | None) -> bool:
    """Whether somebody alive can have been born then; without a year any real day will do."""
    year = _year(match, today)
    birth = _date(match, year or 2000)
    if birth is None or not year:
        return birth is not None
    if today is None:
        return birth.year >= _FIRST_YEAR
    return today.year - _OLDEST_YEARS <= birth.year and birth <= today


def _year(match: re.Match[str], today: date | None) -> int:
    """The year written in full, or the last such year before today; 0 where none was written."""
    written = match["year"]
    if not written or len(written) == 4:
        return int(written or 0)
    this_year = today.year if today else 2000 + _CENTURY_TURN
    return this_year - (this_year - int(written)) % 100


def _date(match: re.Match[str], year: int) -> date | None:
    """The date as written in Europe, else as written in North America, else none."""
    day, month = int(match["day"]), _month(match["month"])
    for in_month, on_day in ((month, day), (day, month)):
        with suppress(ValueError):
            return date(year, in_month, on_day)
    return None


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return next(n for n, names in enumerate(_MONTH_NAMES, 1) if names.fullmatch(written))


def _candidate(text: str, match: re.Match[str], today: date | None) -> Candidate:
    year = _year(match, today)
    lead = _LEAD.search(text, max(0, match.start() - 8), match.start()) if year else None
    words = _LEADS[lead[lead.lastindex or 0].lower()[:2]] if lead else ""
    return Candidate(
        FindingKind.BIRTH_DATE,
        match.start(),
        match.end(),
        weight=0.9 if year else 0.5,
        sureness=0.85,
        kept=f"{words}{year}" if year else "",
        lead=match.start() - lead.start() if lead else 0,
    )
