"""What the server runs: the live streams as they are, and Django's pages on long-lived threads.

Why not everything in Django: docs/decisions/live-endpoint-beside-django.md.
"""

import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.urls import URLResolver, get_resolver

from openrounds.project.live_hub import LiveHub
from openrounds.project.page_threads import PageThreads
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
        self._pages = PageThreads(pages, threads=CONFIG.threads)
        self._live = LiveHub(CONFIG)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live_through(receive, send)
        elif scope["type"] == "http" and is_live(scope["path"]):
            await self._live.endpoint(scope, receive, send)
        elif scope["type"] == "http":
            if CONFIG.secure:  # the proxy in front speaks https, whatever it speaks with us
                scope["scheme"] = "https"
            await self._pages(scope, receive, send)

    async def _live_through(self, receive: Receive, send: Send) -> None:
        await receive()
        self._live.start()
        # Everything behind the addresses is loaded now, in a thread, and not by the first visitor.
        threading.Thread(target=_load_pages, name="page-load", daemon=True).start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._live.stop()
        await send({"type": "lifespan.shutdown.complete"})


def _load_pages() -> None:
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            _ = pattern.url_patterns


application = Application()
