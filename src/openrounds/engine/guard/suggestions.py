"""Taking a suggestion: the gentler words go in, every other word stays as it was typed."""

from collections.abc import Iterable, Mapping

from openrounds.engine.guard.report import Finding, Generalisation


def apply_suggestions(
    draft: str, findings: Iterable[Finding], words: Mapping[Generalisation, str] | None = None
) -> str:
    """The draft with the suggestion of each finding taken; all other code points stay the same.

    `findings` come from a report on this very draft. `words` gives the replacement, in the draft's
    language, where a suggestion has none of its own; without it such a finding is left as it is.
    """
    pieces: list[str] = []
    done = 0
    taken = (finding.suggestion for finding in findings if finding.suggestion)
    for suggestion in sorted(taken, key=lambda suggestion: suggestion.span):
        replacement = suggestion.replacement
        if replacement is None:
            replacement = (words or {}).get(suggestion.code)
        if replacement is None or suggestion.span.end <= done:
            continue
        pieces += (draft[done : suggestion.span.start], replacement)
        done = suggestion.span.end
    return "".join((*pieces, draft[done:]))
