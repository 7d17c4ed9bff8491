"""Telephone numbers of people; lines that are there for everybody weigh little."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from openrounds.engine.guard.candidates import Candidate
from openrounds.engine.guard.cues import said_before
from openrounds.engine.guard.report import FindingKind

_MOST_TRIES = 60  # of about 40 us each: a wall of digits must not cost more than a few milliseconds
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_PUBLIC_LINES = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
)
_RUN = re.compile(r"(?<![\w.,/#£$€-])\(?\+?\(?\d(?:[ ().\-/]{0,3}\d){6,16}(?![\w£$€%])")
_GROUP = re.compile(r"\d+")
# Digits that are read as something else: links, article numbers, dates.
_ELSE = re.compile(
    r"(?:https?://|www\.|\b10\.\d{4,9}/)\S+"
    r"|(?<!\d)(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:call|ring|phone|text|txt|tel|telephone|mobile|mob|cell|what'?s ?app|viber|telegram|fax"
    r"|sms|reach me|contact me|my number|dial|ll[aá]m[ae]\w{0,3}|tel[eé]fono|m[oó]vil|celular)\b"
    r"[^.!?\n\d]{0,25}$",
    re.IGNORECASE,
)
_ELSE_CUE = re.compile(
    r"\b(?:isbn|issn|pmid|pmcid|doi|nct|isrctn|eudract|trial|grant|award|order|ref|reference"
    r"|ticket|batch|lot|invoice|charity|orcid|version)\b[\s:#.a-z]{0,10}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s?(?:mg|mcg|ml|kg|km|mm|cm|iu|cells|copies|people|patients|cases|deaths|units|years"
    r"|million|pounds|euros|dollars|steps)\b",
    re.IGNORECASE,
)
_FIGURE = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|doble)"
)
_SPELLED = re.compile(rf"\b{_FIGURE}(?:[ ,.-]{{1,3}}{_FIGURE}){{7,16}}\b", re.IGNORECASE)
_COUNTING = re.compile(r"two\W+three\W+four|dos\W+tres\W+cuatro|three\W+two\W+one", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Groups of digits that may be one number, as written, and how sure the words before are."""

    start: int
    end: int
    words: str
    is_announced: bool

    @property
    def digits(self) -> str:
        return "".join(_GROUP.findall(self.words))


def find_phones(text: str, country: str, language: str) -> Iterator[Candidate]:
    """Telephone numbers in digits, or spelled out figure by figure."""
    regions = _regions(country, language)
    tries = _MOST_TRIES
    place = 0
    plain = _ELSE.sub(lambda match: "x" * len(match[0]), text)
    while tries and (run := _RUN.search(plain, place)):
        place = run.start() + len(_first_group(run[0]))
        for stretch in _stretches(plain, run):
            tries -= 1
            weight = _weight(stretch, regions)
            if weight:
                yield _candidate(stretch, weight)
                place = stretch.end
                break
            if not tries:
                break
    yield from _spelled(text)


def _regions(country: str, language: str) -> tuple[str, ...]:
    if country:
        return (country.upper(),)
    return ("ES", "MX", "US") if language == "es" else ("GB", "US", "IE")


def _first_group(run: str) -> str:
    """The run up to the end of its first group of digits: where the next search may begin."""
    group = _GROUP.search(run)
    return run[: group.end()] if group else run


def _stretches(text: str, run: re.Match[str]) -> Iterator[_Stretch]:
    """The run without its last group, its last two and so on: the longest that is a number wins."""
    if said_before(text, run.start(), _ELSE_CUE) or _UNIT.match(text, run.end()):
        return
    is_announced = said_before(text, run.start(), _CUE)
    for group in reversed([*_GROUP.finditer(run[0])]):
        words = run[0][: group.end()]
        digits = sum(map(str.isdigit, words))
        if digits < _FEWEST_DIGITS:
            return
        if digits <= _MOST_DIGITS:
            yield _Stretch(run.start(), run.start() + len(words), words, is_announced)


def _candidate(stretch: _Stretch, weight: float) -> Candidate:
    sureness = 0.8 if stretch.is_announced else 0.65
    return Candidate(FindingKind.PHONE, stretch.start, stretch.end, weight, sureness)


def _weight(stretch: _Stretch, regions: tuple[str, ...]) -> float:
    """0 for no telephone number, little for a public line, else how much it gives away."""
    digits = stretch.digits
    is_international = "+" in stretch.words or digits.startswith("00")
    for region in ("",) if is_international else regions:
        number = _parsed(f"+{digits.removeprefix('00')}" if is_international else digits, region)
        if number is None or not _is_written_so(stretch, region):
            continue
        if phonenumbers.is_valid_number(number):
            return 0.2 if phonenumbers.number_type(number) in _PUBLIC_LINES else 0.8
        # Numbers kept for films look right and are not in use; so do new ranges.
        if is_international or (len(digits) == 11 and digits.startswith("0")):
            return 0.7 * phonenumbers.is_possible_number(number)
    return 0.7 * stretch.is_announced


def _parsed(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region or None)
    except NumberParseException:
        return None


def _is_written_so(stretch: _Stretch, region: str) -> bool:
    """Where people begin a number at home with 0, ten other digits in a row are something else."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    trunk = metadata.national_prefix if metadata else None
    return trunk != "0" or stretch.is_announced or stretch.digits.startswith("0")


def _spelled(text: str) -> Iterator[Candidate]:
    for match in _SPELLED.finditer(text):
        if not _COUNTING.search(match[0]):
            yield Candidate(FindingKind.PHONE, match.start(), match.end(), 0.7, sureness=0.7)
