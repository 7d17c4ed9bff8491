"""Rows change only in `actions.py` or `actions/`. What is read here is the syntax tree."""

import ast
import re
from pathlib import Path

import pytest
from tests.architecture.sources import PACKAGE, python_files, shown, tree

ALWAYS = {
    "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "acreate", "aupdate", "adelete", "abulk_create", "aget_or_create",
    "set_password", "full_clean_and_save",
}  # fmt: skip
ON_ROWS = {"create", "update", "delete", "add", "remove", "clear", "set"}
ROWS = re.compile(r"\.objects\b|\.(filter|exclude|all|select_for_update|get_queryset)\(|_set\b")
WRITING_SQL = re.compile(
    r"\b(insert\s+into|update\s+\w+\s+set|delete\s+from|replace\s+into)\b", re.IGNORECASE
)

# Places outside actions.py that look like writes, each with the reason why it is none of ours.
ALLOWED: dict[str, str] = {}


def is_action(path: Path) -> bool:
    return path.name == "actions.py" or "actions" in path.relative_to(PACKAGE).parts


def writes(module: ast.AST) -> list[str]:
    """Calls that change rows, as source, shortened."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if WRITING_SQL.search(node.value):
                found.append(node.value[:60])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, source = node.func.attr, ast.unparse(node)
            receiver = ast.unparse(node.func.value)
            if name in ALWAYS or (name in ON_ROWS and ROWS.search(receiver)):
                found.append(source[:80])
            elif name in {"create", "update"} and node.keywords and not node.args:
                found.append(source[:80])  # a queryset in a variable
            elif name == "delete" and not node.args and not node.keywords:
                found.append(source[:80])  # a row in a variable
    return found


def test_rows_change_only_in_actions() -> None:
    found = [
        f"{shown(path)}: {source}"
        for path in python_files()
        if not is_action(path)
        for source in writes(tree(path))
    ]

    assert sorted(set(found) - set(ALLOWED)) == []


def test_every_exception_is_still_needed() -> None:
    found = {f"{shown(path)}: {source}" for path in python_files() for source in writes(tree(path))}

    assert set(ALLOWED) - found == set()


@pytest.mark.parametrize(
    "line",
    [
        "Post.objects.create(text=text)",
        "Post.objects.filter(pk=1).update(state='held')",
        "posts = Post.objects.all(); posts.update(state='held')",
        "post.save(update_fields=['state'])",
        "post.delete()",
        "room.members.filter(x=1).delete()",
        "Post.objects.get_or_create(pk=1)",
        "cursor.execute('DELETE FROM rooms_post')",
    ],
)
def test_the_reader_sees_a_write(line: str) -> None:
    assert writes(ast.parse(line)) != []


@pytest.mark.parametrize(
    "line",
    [
        "digest.update(content)",
        "words = {}; words.update(other)",
        "cache.delete('key')",
        "names = set(); names.add('x')",
        "Post.objects.filter(pk=1).first()",
    ],
)
def test_the_reader_is_not_alarmed_by_anything_else(line: str) -> None:
    assert writes(ast.parse(line)) == []
