"""Every page that a link leads to, for each kind of person: no barrier, nothing broken or too wide.

The pages are found by following links through the demonstration, so a new page is looked at as soon
as something leads to it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tests.servers import LiveServer

ROOM = "/rooms/linden-gynae/"
NOT_PAGES = re.compile(
    r"\.(csv|json|jsonl|pdf|ics|xml|atom|rss)(\?|$)|^/api/|/logout/|/feed|/export|/openapi"
)
SMALL_PHONE = {"width": 320, "height": 640}


@dataclass
class Visit:
    """What one person met: pages by shape, and what was wrong on them."""

    shapes: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("pages") / "data", words=("demo", "--tempo", "0.1"))
    server.start()
    yield server
    server.end()


def shape_of(address: str) -> str:
    """An address without what differs between two rooms, chats, posts or people."""
    parts = urlsplit(address)
    path = re.sub(r"(?<=/)(?=[\w-]*[\d_A-Z])[\w-]{8,}(?=/)", "ID", parts.path)
    keys = sorted(re.findall(r"(\w+)=", parts.query))
    return f"{path}?{'&'.join(keys)}" if keys else path


def links_of(page: Page) -> list[str]:
    hrefs = page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    inside = [str(href).removeprefix(origin) for href in hrefs if str(href).startswith(origin)]
    return [href.partition("#")[0] for href in inside if not NOT_PAGES.search(href)]


def look(page: Page, shape: str, axe: Callable[[Page], list[str]], visit: Visit) -> None:
    """One page: light, dark, on the smallest phone. A live one is paused, to hold still."""
    pause = page.locator("[data-pause]:visible")
    if pause.count():
        pause.click()
    visit.faults += [f"{shape}: {one}" for one in axe(page)]
    page.set_viewport_size({"width": SMALL_PHONE["width"], "height": SMALL_PHONE["height"]})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > SMALL_PHONE["width"]:
        visit.faults.append(f"{shape}: {width} px wide on a phone of {SMALL_PHONE['width']}")
    page.set_viewport_size({"width": 1280, "height": 860})


# The same for everybody who comes to it: one look is enough.
SAME_FOR_ALL = re.compile(r"^/(accounts|help|display|offline|drafts|answers)/")
_seen: set[str] = set()


def walk(page: Page, axe: Callable[[Page], list[str]], *starts: str) -> Visit:
    """Follow every link to a page of a shape not seen yet."""
    visit, waiting = Visit(), list(starts)
    page.on("pageerror", lambda fault: visit.faults.append(f"{page.url}: {fault}"))
    page.on(
        "console",
        lambda said: (
            visit.faults.append(f"{page.url}: {said.text}") if "Policy" in said.text else None
        ),
    )
    while waiting:
        address = waiting.pop(0)
        shape = shape_of(address)
        if shape in visit.shapes or shape in _seen:
            continue
        visit.shapes.add(shape)
        answer = page.goto(address)
        if answer is None or answer.status >= 400:
            visit.faults.append(f"{shape}: a link leads to {answer and answer.status}")
            continue
        look(page, shape, axe, visit)
        waiting += links_of(page)
    _seen.update(shape for shape in visit.shapes if SAME_FOR_ALL.search(shape))
    return visit


def browser_of(browser: Browser, place: LiveServer) -> Page:
    return browser.new_context(base_url=place.url, reduced_motion="reduce").new_page()


def signed_in(browser: Browser, place: LiveServer, handle: str) -> Page:
    page = browser_of(browser, place)
    path = re.search(r"/accounts/link/\S+", place.command("users", "link", handle))
    assert path is not None
    page.goto(path[0])
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    return page


def test_a_visitor_meets_no_barrier(
    browser: Browser, demonstration: LiveServer, axe: Callable[[Page], list[str]]
) -> None:
    visit = walk(browser_of(browser, demonstration), axe, "/", ROOM, "/display/", "/offline/")

    assert visit.faults == [], "\n".join(visit.faults)
    assert len(visit.shapes) >= 12


@pytest.mark.parametrize(
    ("handle", "least"), [("newcomer", 18), ("ruth", 20), ("administrator", 12)]
)
def test_nobody_of_the_cast_meets_a_barrier(
    browser: Browser,
    demonstration: LiveServer,
    axe: Callable[[Page], list[str]],
    handle: str,
    least: int,
) -> None:
    page = signed_in(browser, demonstration, handle)

    visit = walk(page, axe, "/", ROOM)

    assert visit.faults == [], "\n".join(visit.faults)
    assert len(visit.shapes) >= least
