"""Debian's Chromium, and axe. Nothing is fetched from a network."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

# Playwright keeps an event loop in this thread for as long as the browser lives.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = Path(os.environ.get("OPENROUNDS_TEST_CHROMIUM", "/usr/bin/chromium"))
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = (
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": str(CHROMIUM), "args": list(QUIET), "timeout": 60_000}


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Looks for barriers in a page, light and dark; each as one line, none is what we want."""

    def look(page: Page) -> list[str]:
        found = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            # Two frames: the browser has painted the other scheme before anybody looks.
            page.evaluate(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            page.evaluate(AXE + ";0")  # as an expression: a script element would break our own CSP
            answer = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
            found += [
                f"{scheme}: {one['id']} at {one['nodes'][0]['target']}: {one['help']}"
                for one in answer["violations"]
            ]
        return found

    return look
