"""What the server runs: the live streams as they are, and Django's pages on long-lived threads.

Why not everything in Django: docs/decisions/live-endpoint-beside-django.md.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

from openrounds.project.live_hub import LiveHub
from openrounds.project.settings import CONFIG
from openrounds.project.wsgi import application as pages
from openrounds.realtime.endpoint import is_live

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Application:
    """Sends each request to the part that answers it; starts and stops the live hub."""

    def __init__(self) -> None:
        # Django's annotation is narrower than WSGI's: the answer is an iterable of bytes.
        self._pages: Any = WSGIMiddleware(pages, workers=CONFIG.threads)  # type: ignore[arg-type]
        self._live = LiveHub(CONFIG)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live_through(receive, send)
        elif scope["type"] == "http" and is_live(scope["path"]):
            await self._live.endpoint(scope, receive, send)
        elif scope["type"] == "http":
            scope["headers"] = [pair for pair in scope["headers"] if b"_" not in pair[0]]
            if CONFIG.secure:  # the proxy in front speaks https, whatever it speaks with us
                scope["scheme"] = "https"
            await self._pages(scope, receive, send)

    async def _live_through(self, receive: Receive, send: Send) -> None:
        await receive()
        self._live.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._live.stop()
        await send({"type": "lifespan.shutdown.complete"})


application = Application()
