"""Make a room for a load test: members who accepted its notice, and a key for each of them.

    OPENROUNDS_DATA=/tmp/load python bench/prepare.py --members 500 --keys /tmp/load/keys.json

Run it before the server starts, or beside it, with the same settings. The last line it prints is
JSON: the room, and the file with the keys. How to go on: docs/reference/load-testing.md.
"""

import argparse
import json
from pathlib import Path

from openrounds.cli._ready import django_ready, store_ready


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=500, help="how many members, host included")
    parser.add_argument("--room", default="load", help="address of the room")
    parser.add_argument("--keys", type=Path, default=Path("keys.json"), help="file to write")
    return parser.parse_args()


def main() -> None:
    """Make the room and say where its keys are."""
    wanted = _arguments()
    store_ready(django_ready())
    from openrounds.demo.crowd import gather_crowd  # noqa: PLC0415 - Django has to be set up first

    keys = gather_crowd(wanted.room, members=wanted.members)
    wanted.keys.touch(mode=0o600)
    wanted.keys.write_text(json.dumps(keys), encoding="utf-8")
    print(json.dumps({"room": wanted.room, "members": len(keys), "keys": str(wanted.keys)}))


if __name__ == "__main__":
    main()
