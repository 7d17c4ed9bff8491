"""The shape of the engine: few names out, and nobody inside comes in by the front door."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

import openrounds.engine

ENGINE = Path(openrounds.engine.__file__).parent
PACKAGES = sorted(path.parent.name for path in ENGINE.glob("*/__init__.py"))
MODULES = sorted(path for path in ENGINE.glob("*/*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("package", PACKAGES)
def test_a_front_door_has_few_names_and_each_can_be_opened(package: str) -> None:
    door = import_module(f"openrounds.engine.{package}")

    assert len(door.__all__) <= 14
    assert all(hasattr(door, name) for name in door.__all__)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_a_module_never_imports_its_own_front_door(module: Path) -> None:
    imports = [
        node.module
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.ImportFrom)
    ]

    assert f"openrounds.engine.{module.parent.name}" not in imports
