"""Links: any link is worth knowing of, a page about one person gives that person away."""

import re
from collections.abc import Iterator

from openrounds.engine.guard.candidates import Candidate
from openrounds.engine.guard.cues import subject_before
from openrounds.engine.guard.report import FindingKind, Subject
from openrounds.engine.text import split_links

_BEFORE = r"(?<![\w@.-])(?:https?://)?(?:(?:www|m|mobile|[a-z]{2})\.)?"
# Pages that are about one person by their address alone.
_PERSON = re.compile(
    rf"{_BEFORE}(?:linkedin\.com/in/|facebook\.com/profile\.php\?id=|gofundme\.com/f/"
    r"|justgiving\.com/(?:fundraising|page|crowdfunding)/|caringbridge\.org/visit/|wa\.me/|t\.me/"
    r"|researchgate\.net/profile/|orcid\.org/)[\w%?=&.+@/-]{2,100}",
    re.IGNORECASE,
)
# Pages of persons and of organisations alike: the words before have to say whose.
_ACCOUNT = re.compile(
    rf"{_BEFORE}(?:facebook\.com|fb\.com|instagram\.com|tiktok\.com|twitter\.com|x\.com"
    r"|threads\.net|threads\.com|bsky\.app/profile|youtube\.com)/"
    r"(?!(?:share|watch|hashtag|search|explore|p|reel|groups|events|pages|intent|i|home|results"
    r"|playlist|channel|shorts)\b)@?[\w.-]{2,60}",
    re.IGNORECASE,
)


def find_links(text: str) -> Iterator[Candidate]:
    """Links with http(s) or www, and the pages of persons also without."""
    place = 0
    for piece in split_links(text):
        end = place + len(piece.text)
        if piece.href:
            yield Candidate(FindingKind.LINK, place, end, weight=0.2, sureness=0.3)
        place = end
    for match in _PERSON.finditer(text):
        yield _profile(match, weight=0.7)
    for match in _ACCOUNT.finditer(text):
        is_said = subject_before(text, match.start()) is not Subject.UNKNOWN
        yield _profile(match, weight=0.6 if is_said else 0.4)


def _profile(match: re.Match[str], weight: float) -> Candidate:
    end = match.start() + len(match[0].rstrip(".,-"))
    return Candidate(FindingKind.PROFILE_LINK, match.start(), end, weight, sureness=0.5)
