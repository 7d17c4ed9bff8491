"""E-mail addresses, also those written so that only people read them."""

import re
from collections.abc import Iterator

from openrounds.engine.guard.candidates import Candidate
from openrounds.engine.guard.report import FindingKind

_LOCAL = r"(?<![\w.%+-])(?P<local>[\w.%+-]{1,64})"
_ENDING = r"(?:com|org|net|edu|gov|info|io|me|uk|us|ie|es|de|fr|it|eu|ca|au|nz|in|mx|ar|co|nhs)"
_ADDRESS = re.compile(rf"{_LOCAL}@(?:[\w-]{{1,63}}\.){{1,5}}[a-z]{{2,24}}(?!\w)", re.IGNORECASE)
# "jane (at) mail (dot) com", "jane [at] mail.com", "jane at mail dot com": either the "at" is
# bracketed or the "dot" is a word, for "I work at example.com" is no address.
_AT = r"(?:\s{0,2}[(\[{<]\s?(?:at|@|arroba)\s?[)\]}>]\s{0,2})"
_DOT = r"(?:\s{0,2}[(\[{<]\s?(?:dot|punto|\.)\s?[)\]}>]\s{0,2}|\s{1,2}(?:dot|punto)\s{1,2})"
_BRACKETED = re.compile(
    rf"{_LOCAL}{_AT}[\w-]{{2,40}}(?:(?:{_DOT}|\.)[\w-]{{2,20}}){{1,3}}(?!\w)", re.IGNORECASE
)
_SPOKEN = re.compile(
    rf"{_LOCAL}(?:\s{{1,2}}(?:at|arroba)\s{{1,2}}|\s?@\s?)[\w-]{{2,40}}"
    rf"(?:{_DOT}[\w-]{{2,20}}){{0,2}}{_DOT}{_ENDING}(?!\w)",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    {
        "am", "are", "available", "be", "bought", "buy", "found", "here", "is", "it", "look",
        "looking", "me", "meet", "more", "now", "only", "order", "out", "seen", "shop", "them",
        "there", "up", "us", "was", "work", "worked", "working", "you",
    }
)  # fmt: skip
# Mailboxes of an organisation, not of a person. Source: RFC 2142, and usage.
_ROLES = frozenset(
    {
        "abuse", "admin", "appointments", "ayuda", "complaints", "contact", "contacto", "editor",
        "enquiries", "feedback", "hello", "help", "helpline", "info", "information", "mail",
        "media", "membership", "office", "pals", "press", "privacy", "reception", "referrals",
        "research", "secretary", "security", "support", "team", "volunteer", "webmaster",
    }
)  # fmt: skip
_PUBLIC = frozenset({"jo@samaritans.org"})  # addresses with a person's name that are a helpline


def find_emails(text: str) -> Iterator[Candidate]:
    """Addresses of people; the published ones of an organisation (info@) weigh little."""
    for pattern, sureness in ((_ADDRESS, 0.9), (_BRACKETED, 0.8), (_SPOKEN, 0.7)):
        for match in pattern.finditer(text):
            if pattern is _SPOKEN and match["local"].lower() in _NO_NAME:
                continue
            yield Candidate(FindingKind.EMAIL, match.start(), match.end(), _weight(match), sureness)


def _weight(match: re.Match[str]) -> float:
    is_public = match["local"].lower() in _ROLES or match[0].lower() in _PUBLIC
    return 0.2 if is_public else 0.8
