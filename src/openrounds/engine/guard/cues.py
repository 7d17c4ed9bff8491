"""Words that say what a number is, and about whom."""

import re

from openrounds.engine.guard.report import Subject

_ME = (
    r"i|i'm|im|i've|my|me|mine|myself|we|our|us|mi|mis|m[ií]o|m[ií]a|yo|nac[ií]|ll[aá]mame"
    r"|escr[ií]beme"
)
_OTHER = (
    r"he|she|his|her|hers|him|they|their|them|he's|she's|patient|patients|pt|pts|client|resident"
    r"|mum|mom|mother|dad|father|husband|wife|partner|son|daughter|brother|sister|baby|child|boy"
    r"|girl|grand(?:ma|pa|mother|father|son|daughter)|nan|aunt|uncle|cousin|niece|nephew|friend"
    r"|neighbou?r|colleague|boyfriend|girlfriend|mate|su|sus|ella|él|paciente|hij[oa]|madre"
    r"|padre|marido|mujer|espos[oa]|herman[oa]|abuel[oa]|t[ií][oa]|amig[oa]|beb[eé]|ni[nñ][oa]"
)
_PERSON = re.compile(rf"\b(?:(?P<me>{_ME})|(?P<other>{_OTHER}))(?:'s)?(?![\w'])", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_REACH = 80


def said_before(text: str, start: int, cue: re.Pattern[str], reach: int = 40) -> bool:
    """Whether a cue stands in the code points just before `start`; cues anchor their own end."""
    return bool(cue.search(text, max(0, start - reach), start))


def subject_before(text: str, start: int) -> Subject:
    """Whom the nearest person word before `start`, in the same sentence, means."""
    nearest = Subject.UNKNOWN
    sentence = max(0, start - _REACH)
    for end in _SENTENCE_END.finditer(text, sentence, start):
        sentence = end.end()
    for person in _PERSON.finditer(text, sentence, start):
        nearest = Subject.ME if person["me"] else Subject.OTHER
    return nearest
