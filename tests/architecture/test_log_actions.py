"""Every action that the code logs stands in the reference, and nothing else does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
LOGS = re.compile(r"\A(append|_?log\w*)\Z")


def logged() -> Iterator[str]:
    """The codes that are passed to a function that logs, in modules that know the log."""
    for path in (ROOT / "src").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "openrounds.audit.actions" not in source:
            continue
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and LOGS.match(_name(call.func)):
                yield from filter(CODE.fullmatch, _texts(call.args))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _texts(arguments: list[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_the_reference_lists_the_actions_that_the_code_logs() -> None:
    page = (ROOT / "docs/reference/log-actions.md").read_text(encoding="utf-8")

    listed = re.findall(r"^\| `([a-z_.]+)` \|", page, re.MULTILINE)

    assert sorted(listed) == sorted(set(logged()))
