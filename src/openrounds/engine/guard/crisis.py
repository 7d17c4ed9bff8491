"""Whether somebody who writes, or somebody they write about, may be in danger now.

Precise phrases, not words: who (first person, or somebody near), when (now, not then), and not in
jest, in a quotation or as a condition. What is missed is named in the reference page.
"""

import re
import unicodedata
from itertools import zip_longest

from openrounds.engine.guard.crisis_english import ENGLISH
from openrounds.engine.guard.crisis_phrases import Phrases
from openrounds.engine.guard.crisis_spanish import SPANISH
from openrounds.engine.guard.report import HelpCode

_CONTRACTIONS = tuple(
    (re.compile(rf"\b(?:{words})\b"), short)
    for words, short in (
        ("i am", "im"),
        ("i have", "ive"),
        ("do not", "dont"),
        ("does not", "doesnt"),
        ("is not", "isnt"),
        ("was not", "wasnt"),
        ("can not|cannot", "cant"),
        ("will not", "wont"),
        ("there is", "theres"),
        ("wants? to", "wanna"),
        ("going to", "gonna"),
        ("any more", "anymore"),
        ("abt", "about"),
        ("tn|tonite", "tonight"),
        ("kms", "kill myself"),
    )
)
_STRETCHED = re.compile(r"(\w)\1{2,}")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_SENTENCE = re.compile(r"[^.!?\n…]+")
_BETWEEN_WORDS = re.compile(r"[^\S\n]*[,;:()*_-][\s,;:()*_-]*|[^\S\n]+")
_QUOTED = re.compile(
    r"\"[^\"\n]{1,300}\"|“[^”“\n]{1,300}”|«[^»\n]{1,300}»|^>[^\n]*|^[^\n♪🎵🎶]*[♪🎵🎶][^\n]*",
    re.MULTILINE,
)
_OWN_WORDS = re.compile(
    r"\b(?:i|i'm|i've|me|myself|my (?:head|brain|mind))(?:\s[\w']+){0,4}\s(?:think|thinking|thought"
    r"|feel|feeling|say|says|saying|said|tell|telling|told|googled|searched|typed|hear)"
    r"(?:\s[\w']+){0,3}[\s:,]{0,3}$",
    re.IGNORECASE,
)
_NOT_MEANT = re.compile(
    r"\b(?:if|unless|imagine|suppose|pretend|whether|says?|said|saying|tells? (?:me|us|you|them)"
    r"|told (?:me|us|you|them)|wrote|texted(?: me)?|goes|lyrics?|song|phrases?|words|joked?|joking)"
    r"(?: that| like| how| about)? $"
)
_I_SAY = re.compile(r"\bi(?:ve)?(?: \w+)? (?:said|say|saying|wrote|texted)(?: that)? $")
_JEST = re.compile(
    r"\b(?:lol|lmf?ao|rofl|(?:ha){2,}h?|(?:he){2,}|(?:ja){2,}|xd|jk|just kidding)\b|[😂🤣😆😹]"
    r"|\bof (?:embarrassment|boredom|cringe|laughter|laughing|heat|jealousy|shame|happiness)\b"
    r"|\bde (?:risa|verguenza|calor|aburrimiento|amor)\b|\blaughing\b"
    r"|\b(?:one more|another|this|these|my|the) (?:\w+ )?(?:webinar|meeting|zoom|essay|exam"
    r"|homework"
    r"|assignment|queue|traffic|commute|printer|software|wifi|spreadsheet|hold music|email"
    r"|emails)\b"
    r"|\bif i (?:have to|hear|see|get)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:(?:years?|months|decades) ago|in (?:19|20)\d\d|back in|when i was|last year|as a"
    r" (?:teen\w*"
    r"|child|kid|student)|back then|used to|(?<!at )once|hace (?:\w+ )?(?:anos|meses))\b"
)
_NEGATED = re.compile(r"\b(?:dont|doesnt|didnt|not|never|isnt|wasnt|wouldnt|no longer)\b")


def help_for(text: str) -> tuple[HelpCode, ...]:
    """The kinds of help to show, most urgent first; `text` is folded."""
    sentences = _SENTENCE.findall(_plain(_QUOTED.sub(_own_words, text)))
    needed: set[HelpCode] = set()
    for sentence, following in zip_longest(sentences, sentences[1:], fillvalue=""):
        for group in (*ENGLISH, *SPANISH):
            if _asks(group, sentence.strip(), following.strip()):
                needed.update(group.help)
    return tuple(code for code in HelpCode if code in needed)


def _own_words(quoted: re.Match[str]) -> str:
    """A quotation, if it is the author's own thought or all there is; nothing otherwise."""
    text, start = quoted.string, quoted.start()
    is_all = len(quoted[0]) >= 0.9 * len(text.strip())
    is_marked = quoted[0][0] in '"“«'
    if is_marked and (is_all or _OWN_WORDS.search(text, max(0, start - 60), start)):
        return quoted[0][1:-1]
    return " "


def _plain(text: str) -> str:
    """Small letters, no accents, apostrophes or stretched letters, short forms, single spaces."""
    plain = text.lower().replace("'", "")
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    plain = _STRETCHED.sub(r"\1", _BETWEEN_WORDS.sub(" ", plain))
    for words, short in _CONTRACTIONS:
        plain = words.sub(short, plain)
    return plain


def _asks(group: Phrases, sentence: str, following: str) -> bool:
    """Whether a wording of the group stands in a sentence, in earnest."""
    if not any(word in sentence for word in group.words):
        return False
    matches = (pattern.search(sentence) for pattern in group.patterns)
    return any(match and _is_meant(group, match, following) for match in matches)


def _is_meant(group: Phrases, match: re.Match[str], following: str) -> bool:
    """Whether the words are said in earnest, of now, and not by somebody else."""
    before = match.string[: match.start()]
    if _NOT_MEANT.search(before) and not _I_SAY.search(before):
        return False
    if group.are_said_in_jest and (_JEST.search(match.string) or _JEST.match(following)):
        return False
    if group.are_told_later and _LONG_AGO.search(match.string):
        return False
    return not (group.are_turned_by_not and _NEGATED.search(match[0]))
