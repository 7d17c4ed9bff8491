"""Django's pages on a few threads that live as long as the server.

A thread makes the whole answer and is free again before anybody waits for the reader of it: a slow
connection holds memory or a file, never one of the threads. Why not Django's own ASGI handler:
docs/decisions/live-endpoint-beside-django.md.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from io import BytesIO
from typing import IO, Any, Protocol
from urllib.parse import unquote_to_bytes

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]
Headers = list[tuple[bytes, bytes]]

LARGEST_BODY = 32 * 1024 * 1024
"""Bytes a request may bring; what a page takes is far less, and Django refuses it in words."""
IN_MEMORY = 1024 * 1024
"""A request or an answer with more bytes than this waits in a temporary file."""
PIECE = 256 * 1024


class WsgiApplication(Protocol):
    """What Django's WSGI handler is."""

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any], /
    ) -> Iterable[bytes]: ...


class ClientGone(Exception):
    """Whoever asked has left in the middle of the question."""


class BodyTooLarge(Exception):
    """A request brings more than `LARGEST_BODY`."""


class Answer:
    """A finished answer: status, headers, and a body to read."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.body: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self.size = 0

    def start(self, status: str, headers: list[tuple[str, str]], _fault: object = None) -> None:
        """WSGI's `start_response`."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]


class PageThreads:
    """An ASGI application that lets a WSGI application answer, in threads."""

    def __init__(self, application: WsgiApplication, *, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await _read_body(receive)
        except ClientGone:
            return
        except BodyTooLarge:
            await _send_too_large(send)
            return
        with body:
            environ = build_environ(scope, body)
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, self._make, environ)
        with answer.body:
            await _send_answer(send, answer)

    def _make(self, environ: Environ) -> Answer:
        with ExitStack() as undo:
            answer = Answer()
            undo.callback(answer.body.close)
            made = self._application(environ, answer.start)
            try:
                for part in made:
                    answer.size += len(part)
                    answer.body.write(part)
            finally:
                # In this thread: Django gives the thread's database connection back here.
                close = getattr(made, "close", None)
                if close is not None:
                    close()
            answer.body.seek(0)
            undo.pop_all()
        return answer


async def _read_body(receive: Receive) -> IO[bytes]:
    """The whole body, wound back."""
    part, is_last = await _read_part(receive)
    if is_last:
        return BytesIO(part)
    with ExitStack() as undo:
        body: IO[bytes] = undo.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
        body.write(part)
        while not is_last:
            part, is_last = await _read_part(receive)
            if body.tell() + len(part) > LARGEST_BODY:
                raise BodyTooLarge
            body.write(part)
        body.seek(0)
        undo.pop_all()
    return body


async def _read_part(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    return message.get("body", b""), not message.get("more_body")


def build_environ(scope: Scope, body: IO[bytes]) -> Environ:
    """WSGI's view of a request (PEP 3333)."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        # From the bytes on the wire: the server's own decoding loses what is not UTF-8.
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": str(client[0]) if client else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(_size(body)),
    }
    for name, value in scope["headers"]:
        _add_header(environ, name, value.decode("latin-1"))
    return environ


def _add_header(environ: Environ, name: bytes, value: str) -> None:
    if b"_" in name:
        return  # would look like the same header with a hyphen, which a proxy may have vouched for
    key = name.decode("latin-1").upper().replace("-", "_")
    if key == "CONTENT_LENGTH":
        return  # counted: a body in chunks has none
    if key == "CONTENT_TYPE":
        environ[key] = value
        return
    key = f"HTTP_{key}"
    if key in environ:
        separator = "; " if key == "HTTP_COOKIE" else ","
        value = f"{environ[key]}{separator}{value}"
    environ[key] = value


def _size(body: IO[bytes]) -> int:
    size = body.seek(0, 2)
    body.seek(0)
    return size


async def _send_answer(send: Send, answer: Answer) -> None:
    headers = answer.headers
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    left = answer.size
    while left > PIECE:
        part = answer.body.read(PIECE)
        left -= len(part)
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": answer.body.read()})


async def _send_too_large(send: Send) -> None:
    words = b"This is more than the server takes.\n"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(words)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": words})
