"""Names and sizes of files."""

import ast
from pathlib import Path

from tests.architecture.sources import PACKAGE, ROOT, code_lines, python_files, shown, tree

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "managers", "services"}


def is_a_table(path: Path) -> bool:
    """Data alone, such as labelled posts: it is read by rows, not from top to bottom."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return not any(isinstance(node, kinds) for node in ast.walk(tree(path)))


def test_a_file_stays_under_400_lines_of_code() -> None:
    files = [*python_files(), *python_files(ROOT / "tests")]

    long = [path for path in files if code_lines(path) >= 400 and not is_a_table(path)]

    assert [shown(path) for path in long] == []


def test_every_file_is_named_after_its_subject() -> None:
    named = [shown(p) for p in PACKAGE.rglob("*") if p.stem.strip("_") in SAYS_NOTHING]

    assert named == []


SAMPLE = '''"""About.

more
"""

# why
x = [
    1,
    2,
]


def f():
    """Says."""
    return x
'''


def test_lines_of_code_are_counted_without_words_about_it(tmp_path: Path) -> None:
    file = tmp_path / "sample.py"
    file.write_text(SAMPLE)

    assert code_lines(file) == 6
