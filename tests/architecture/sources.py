"""The product's own files, read once."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "openrounds"


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Python files without migrations, which Django writes."""
    return sorted(p for p in folder.rglob("*.py") if "migrations" not in p.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank lines, comments or docstrings."""
    held: set[int] = set()
    words: set[int] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.stmt | ast.expr):
            last = node.lineno if isinstance(node, ast.stmt) else node.end_lineno or node.lineno
            held.update(range(node.lineno, last + 1))
        if _is_docstring(node):
            words.update(range(node.lineno, (node.end_lineno or 0) + 1))
    return len(held - words)


def tracked_files() -> list[Path]:
    """What a clone holds, or would hold after the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:  # not a clone but an unpacked archive
        return [p for p in ROOT.rglob("*") if p.is_file() and ".venv" not in p.parts]
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
