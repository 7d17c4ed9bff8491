"""uvicorn's HTTP protocol, opened so far that a live stream can write to the transport itself."""

from collections.abc import Callable, MutableMapping
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

EXTENSION = "openrounds.live"

Scope = MutableMapping[str, Any]


class LiveProtocol(HttpToolsProtocol):
    """Shows itself to the application as `scope["extensions"]["openrounds.live"]`.

    `on_shutdown` is what an open stream wants to do when the server is asked to end; without it the
    server would wait for its readers to leave.
    """

    on_shutdown: Callable[[], None] | None = None

    def on_headers_complete(self) -> None:
        cast("Scope", self.scope)["extensions"] = {EXTENSION: self}
        super().on_headers_complete()

    def shutdown(self) -> None:
        if self.on_shutdown is None:
            super().shutdown()
        else:
            self.on_shutdown()


def live_protocol(scope: Scope) -> LiveProtocol | None:
    """The protocol that carries this request, if it is one of ours."""
    found = scope.get("extensions", {}).get(EXTENSION)
    return found if isinstance(found, LiveProtocol) else None
