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
    "doctor": "explain every setting, and what is wrong, in plain words",
    "users": "create and list people, give roles, make sign-in links",
    "check": "say what a text gives away",
    "export": "write out the log",
    "backup": "copy everything into one file, while the site is in use",
    "restore": "bring a backup back into an empty place, and prove it",
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
    return _run(verb, rest)


def _run(verb: str, rest: list[str]) -> int:
    try:
        return int(importlib.import_module(f"openrounds.cli.{verb}").run(rest))
    except OpenRoundsError as error:
        _explain(error)
        return 2 if isinstance(error, ConfigError) else 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader has seen enough, as in `openrounds doctor | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
