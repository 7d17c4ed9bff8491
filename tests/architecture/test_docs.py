"""The documentation agrees with the product."""

import re
import tomllib
from pathlib import Path

import pytest
from docs.generate import PAGES
from tests.architecture.sources import ROOT, shown, tracked_files

from openrounds import __version__
from openrounds.cli import VERBS
from openrounds.project.config import PREFIX, Config

LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
OPTION = re.compile(rf"\b{PREFIX}([A-Z_]*[A-Z])\b")
MARKDOWN = [p for p in tracked_files() if p.suffix == ".md"]


def anchors(text: str) -> set[str]:
    """The fragment of each heading, as code forges make them."""
    titles = (re.sub(r"[`*_\[\]]|\(.*?\)", "", title) for title in HEADING.findall(text))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def leads_somewhere(link: str, page: Path) -> bool:
    place, _, fragment = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    if not fragment or target.suffix != ".md":
        return target.exists()
    return target.exists() and fragment in anchors(target.read_text(encoding="utf-8"))


def broken(page: Path) -> list[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    links = [one or two for one, two in LINK.findall(text)]
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    return [link for link in inside if not leads_somewhere(link, page)]


def test_every_link_leads_somewhere() -> None:
    assert [f"{shown(page)}: {link}" for page in MARKDOWN for link in broken(page)] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_generated_page_is_what_the_product_says(path: str) -> None:
    kept = (ROOT / path).read_text(encoding="utf-8")

    assert kept == PAGES[path](), "Run ./dev docs"


def test_every_option_that_is_named_anywhere_exists() -> None:
    known = {name.upper() for name in Config.__dataclass_fields__}
    known |= {f"{name}_FILE" for name in known}
    unknown = {
        f"{shown(path)}: {PREFIX}{name}"
        for path in tracked_files()
        if path.suffix not in {".lock", ".js", ".png", ".mo"} and "tests" not in path.parts
        for name in OPTION.findall(path.read_text(encoding="utf-8", errors="replace"))
        if name not in known and not name.startswith("TEST_")
    }

    assert unknown == set()


def test_the_changelog_names_the_version() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert newest is not None
    assert newest[1] == __version__


def test_every_page_can_be_reached_from_the_first() -> None:
    first = ROOT / "docs" / "README.md"
    seen, ahead = {first}, [first]
    while ahead:
        page = ahead.pop()
        text = FENCE.sub("", page.read_text(encoding="utf-8"))
        links = {(one or two).partition("#")[0] for one, two in LINK.findall(text)}
        pages = {(page.parent / link).resolve() for link in links if link.endswith(".md")}
        ahead += [page for page in pages - seen if page.exists()]
        seen |= pages

    alone = {page for page in MARKDOWN if (ROOT / "docs") in page.parents} - seen
    assert {shown(page) for page in alone} == set(), "Link them from docs/README.md"


def test_every_command_and_every_package_is_explained() -> None:
    commands = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    packages = (ROOT / "docs/explanation/dependencies.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[\[~><=]", line)[0] for line in project["dependencies"]}

    assert {verb for verb in VERBS if f"`openrounds {verb}`" not in commands} == set()
    assert {name for name in needed if name not in packages} == set()
