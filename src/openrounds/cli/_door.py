import importlib
import os
import sys
from collections.abc import Sequence

from openrounds.errors import ConfigError, OpenRoundsError

# verb -> what it is for. The module of the same name in this folder has `run(arguments) -> int`.
VERBS = {
    "serve": "serve the site on this machine",
    "demo": "play the demonstration chat and serve it",
    "worker": "do background work in a process of its own",
    "manage": "Django's own commands, such as `migrate` and `shell`",
}


def _help() -> str:
    width = max(map(len, VERBS))
    lines = [f"  {verb:{width}}  {purpose}" for verb, purpose in VERBS.items()]
    return "\n".join(["openrounds VERB ...", "", *lines, "", "openrounds VERB --help says more."])


def _explain(error: OpenRoundsError) -> None:
    print(f"openrounds: {error.message}", file=sys.stderr)
    if error.remedy:
        print(f"  What to do: {error.remedy}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit status: 0 done, 1 fault, 2 not understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"help", "-h", "--help"}:
        print(_help())
        return 0 if words else 2
    verb, *rest = words
    if verb not in VERBS:
        print(f"openrounds: there is no verb {verb!r}.\n\n{_help()}", file=sys.stderr)
        return 2
    os.umask(0o077)  # what people wrote, and keys: for this account alone
    try:
        return int(importlib.import_module(f"openrounds.cli.{verb}").run(rest))
    except ConfigError as error:
        _explain(error)
        return 2
    except OpenRoundsError as error:
        _explain(error)
        return 1
    except KeyboardInterrupt:
        return 130
