"""Serve the site: pages, API and live streams in one process, background work in a thread of it."""

import argparse
import errno
import resource
import signal
import socket
from collections.abc import Callable, Sequence
from typing import NoReturn

import uvicorn

from openrounds.cli._ready import django_ready, store_ready
from openrounds.errors import ConfigError
from openrounds.project.config import Config
from openrounds.realtime.protocol import LiveProtocol

BACKLOG = 4096  # a whole room may come back at once after a restart
PORTS_TRIED = 20


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("openrounds serve", description=__doc__)
    parser.add_argument("--host", help="address to listen on (OPENROUNDS_HOST)")
    parser.add_argument(
        "--port",
        type=int,
        help="exactly this port, 0 for any (OPENROUNDS_PORT takes the next when it is taken)",
    )
    return parser.parse_args(words)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)  # here, not later: two may bind to one port, only one may listen
    except OSError:
        listener.close()
        raise
    return listener


def _free_port(host: str, port: int, *, tried: int) -> socket.socket:
    """Listen on `port`, or on the next one that is free, and say so."""
    for candidate in range(port, port + tried):
        try:
            listener = _listen(host, candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ConfigError(
                    f"Cannot listen on {host}, port {candidate}: {error.strerror}.",
                    remedy="Set OPENROUNDS_HOST to an address of this machine, OPENROUNDS_PORT "
                    "to a port above 1023.",
                ) from error
            continue
        if candidate != port:
            print(f"Port {port} is taken; using {candidate}.")
        return listener
    raise ConfigError(
        f"Port {port} is taken." if tried == 1 else f"Ports from {port} on are all taken.",
        remedy="Set OPENROUNDS_PORT to a free port, or to 0 for any.",
    )


def _many_open_files() -> None:
    """Each live stream is an open file: take as many as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _address(host: str, listener: socket.socket) -> str:
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{listener.getsockname()[1]}/"


def _server(config: Config) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            "openrounds.project.asgi:application",
            loop="uvloop",
            http=LiveProtocol,
            ws="none",
            backlog=BACKLOG,
            timeout_graceful_shutdown=2,  # open streams would hold it up for ever
            timeout_keep_alive=75,
            proxy_headers=False,  # Django believes the proxies it is told of, and no others
            server_header=False,
            access_log=False,
            log_level="debug" if config.debug else "warning",
        )
    )


def _end(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def serve(
    config: Config,
    host: str,
    port: int,
    *,
    is_exact: bool = False,
    when_listening: Callable[[str], None] | None = None,
) -> int:
    """Listen, say where, and serve until told to stop. `is_exact`: on this port or not at all."""
    from openrounds.jobs import worker  # after Django is set up
    from openrounds.project.schedule import TIMETABLE
    from openrounds.web import assets

    if not config.debug:
        assets.collect()
    _many_open_files()
    listener = _free_port(host, port, tried=1 if is_exact or port == 0 else PORTS_TRIED)
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises the signal again when it has stopped
    work = worker.start_thread(TIMETABLE) if config.embedded_worker else None
    try:
        address = _address(host, listener)
        print(f"OpenRounds is listening on {address}", flush=True)
        if when_listening is not None:
            when_listening(address)
        _server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        if work is not None:
            work.stop()
            work.join(timeout_s=5)
    return 0


def run(arguments: Sequence[str]) -> int:
    """Serve until the process is told to stop."""
    options = _arguments(arguments)
    config = django_ready()
    store_ready(config)
    host = options.host or config.host
    if options.port is not None:
        return serve(config, host, options.port, is_exact=True)
    return serve(config, host, config.port)
