"""Who may read the log. We lie below the accounts, so `project` says who that is."""

from collections.abc import Callable
from typing import Any

from openrounds.errors import NotAllowed

Check = Callable[[Any], object]
_check: list[Check] = []


def admit(check: Check) -> None:
    """Install the check: it takes the visitor and refuses with an error of our tree."""
    _check[:] = [check]


def access_log(visitor: Any) -> None:  # noqa: ANN401 - the project's own account
    """Let somebody read the log, or refuse. Refuses everybody until a check is installed."""
    if not _check:
        raise NotAllowed("Nobody may read the log here.")
    _check[0](visitor)
