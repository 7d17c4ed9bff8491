"""The engine's judgement of a text, turned into words for the person who typed it."""

from openrounds.engine.text import RefusedText, TextPolicy, clean_text
from openrounds.errors import TextRefused
from openrounds.rooms import wording

POST = TextPolicy()
LINE = TextPolicy(max_length=500, max_lines=6)


def clean_post(raw: str, policy: TextPolicy = POST) -> str:
    """The text as it may be stored; refuses with what is wrong and what to do about it."""
    cleaned = clean_text(raw, policy)
    if isinstance(cleaned, RefusedText):
        problem = cleaned.problems[0]
        raise TextRefused(
            wording.text_problem(problem, length=len(raw), policy=policy),
            problem=problem.value,
            remedy=wording.text_remedy(problem),
        )
    return cleaned.text


def clean_line(raw: str) -> str:
    """A question of a chat or of the box: shorter than a post."""
    return clean_post(raw, LINE)
