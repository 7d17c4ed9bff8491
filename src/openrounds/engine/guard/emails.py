"""E-mail addresses, also those written so that only people read them."""

import re
from collections.abc import Iterator

from openrounds.engine.guard.candidates import Candidate
from openrounds.engine.guard.report import FindingKind

_ADDRESS = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}(?![\w])", re.IGNORECASE
)


def find_emails(text: str) -> Iterator[Candidate]:
    """Addresses of people; the published ones of an organisation (info@) weigh little."""
    for match in _ADDRESS.finditer(text):
        yield Candidate(FindingKind.EMAIL, match.start(), match.end(), weight=0.8, sureness=0.9)
