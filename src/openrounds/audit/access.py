"""Who may read the log. We lie below the accounts, so `project` says who that is."""

from collections.abc import Callable
from typing import Any

from openrounds.errors import NotAllowed

Check = Callable[[Any], str]
_check: list[Check] = []


def admit(check: Check) -> None:
    """Install the check: it takes the visitor and gives their reference, or refuses."""
    _check[:] = [check]


def access_log(visitor: Any) -> str:  # noqa: ANN401 - the project's own account
    """Who reads the log, as a reference; refuses others, and all until a check is installed."""
    if not _check:
        raise NotAllowed("Nobody may read the log here.")
    return _check[0](visitor)
