"""Play the demonstration chat in real time, and serve it."""

import argparse
import threading
from collections.abc import Sequence

from openrounds.cli import serve
from openrounds.cli._ready import django_ready, store_ready


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("openrounds demo", description=__doc__)
    parser.add_argument("--tempo", type=float, default=2.0, help="stretch of time between posts")
    parser.add_argument("--host", help="address to listen on (OPENROUNDS_HOST)")
    parser.add_argument("--port", type=int, help="port, 0 for any (OPENROUNDS_PORT)")
    return parser.parse_args(words)


def run(arguments: Sequence[str]) -> int:
    """Set the stage, print one way in for each of the cast, play on, and serve."""
    options = _arguments(arguments)
    config = django_ready()
    store_ready(config)
    from openrounds.demo.cancer_chat import CANCER_CHAT
    from openrounds.demo.player import Performance
    from openrounds.demo.stage import invitees, set_stage

    show = Performance(CANCER_CHAT, set_stage(CANCER_CHAT), tempo=options.tempo)
    show.open()

    def announce(address: str) -> None:
        room = f"{address}rooms/{CANCER_CHAT.slug}/"
        print(
            f"\nA live chat is going on: {room}\nSign in as one of the cast (each link works once):"
        )
        for invitee in invitees(CANCER_CHAT):
            print(f"  {invitee.words}\n    {address.rstrip('/')}{invitee.path}")
        print("\nCtrl+C ends it.", flush=True)
        threading.Thread(target=show.play_live, name="demo", daemon=True).start()

    port = config.port if options.port is None else options.port
    return serve.serve(config, options.host or config.host, port, when_listening=announce)
