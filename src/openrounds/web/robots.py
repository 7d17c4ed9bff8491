"""Search engines stay out, unless a page that is meant for them says otherwise."""

from django.http import HttpRequest

_MARK = "openrounds.indexable"


def allow_indexing(request: HttpRequest) -> None:
    """Say that this answer may be indexed. Only an open, indexed place calls this."""
    request.META[_MARK] = True


def is_indexable(request: HttpRequest) -> bool:
    """Whether a view has opened this answer to search engines."""
    return bool(request.META.get(_MARK, False))
