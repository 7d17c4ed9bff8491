"""How a phrase that asks for help is written down, and what it is worth."""

import re
from dataclasses import dataclass

from openrounds.engine.guard.report import HelpCode

_OR = re.compile(r"\s+\|\s+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wordings that ask for the same help.

    `words`: pieces of which every wording has at least one (a law tests it): most sentences have
    none, and are done with at once. `are_said_in_jest`: the same words are common as a joke.
    `are_told_later`: the same words tell of something long past. `are_turned_by_not`: a "not"
    inside the words turns them round.
    """

    help: tuple[HelpCode, ...]
    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    are_said_in_jest: bool = False
    are_told_later: bool = False
    are_turned_by_not: bool = False


def any_of(words: str) -> str:
    """A pattern for one of several wordings, written "this | that" over any number of lines."""
    return f"(?:{'|'.join(_OR.split(words.strip()))})"


def unless_then(words: str) -> str:
    """A pattern that fails where one of these wordings follows."""
    return rf"\b(?! {any_of(words)}\b)"


def phrases(
    help_codes: tuple[HelpCode, ...],
    words: str,
    *patterns: str,
    jest: bool = False,
    later: bool = False,
    turned: bool = False,
) -> Phrases:
    """Wordings as `Phrases` describes them; `words` written "this | that"."""
    compiled = tuple(re.compile(pattern) for pattern in patterns)
    return Phrases(help_codes, tuple(_OR.split(words)), compiled, jest, later, turned)
