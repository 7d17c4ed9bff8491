"""How many years of school a text asks of its reader."""

import re

_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+")
_VOWELS = re.compile(r"[aeiouyàáâäæèéêëìíîïòóôöœùúûü]+")
_SILENT = re.compile(r"(?:[^laeiouy]es?|[^td\W]ed)$")


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade of English text: 8.0 is read with ease after eight years of school.

    0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et al. 1975), never below 0;
    0.0 for a text without words. Ours: a line end ends a sentence, a number is a word of one
    syllable, and syllables are counted by groups of vowels less silent endings, not by dictionary.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    syllables = sum(_syllables(word.lower()) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return max(0.0, round(grade, 2))


def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    if groups > 1 and _SILENT.search(word):
        groups -= 1
    return max(1, groups)
