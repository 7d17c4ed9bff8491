"""Rooms in a real browser: what one writes is seen by another, and no page has a barrier."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.servers import LiveServer

ROOM = "/rooms/linden-gynae/"
PATIENCE_MS = 30_000  # two suites at once on two cores: a page may take its time


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demonstration's room in the middle of its chat, which then stands still."""
    data = tmp_path_factory.mktemp("rooms") / "data"
    server = LiveServer(data, words=("demo", "--tempo", "1000")).start()
    yield server
    server.end()


@pytest.fixture
def sign_in(browser: Browser, place: LiveServer) -> Iterator[Callable[..., Page]]:
    """A browser for one of the cast: `sign_in("heron")`. What it complains of fails the test."""
    contexts: list[BrowserContext] = []
    heard: list[str] = []

    def enter(handle: str) -> Page:
        context = browser.new_context(base_url=place.url)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: heard.append(str(fault)))
        path = re.search(r"/accounts/link/\S+", place.command("users", "link", handle))
        assert path is not None
        page.goto(path[0])
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()
        return page

    yield enter
    for context in contexts:
        context.close()
    assert heard == []


def write(page: Page, text: str) -> None:
    page.locator("#composer-text").fill(text)
    page.locator("[data-send]").click()
    expect(page.locator("#composer-text")).to_have_value("")


def test_what_one_writes_another_reads_until_it_is_taken_back(
    sign_in: Callable[..., Page],
) -> None:
    fern, heron = sign_in("fern"), sign_in("heron")
    for page in (fern, heron):
        page.goto(ROOM)
        expect(page.locator("[data-line]")).to_have_text(re.compile("Live"))

    write(fern, "A short walk, every day at the same time.")

    seen = heron.locator("[data-post]").filter(has_text="every day at the same time")
    mine = fern.locator("[data-post]").filter(has_text="every day at the same time")
    expect(seen).to_be_attached()
    expect(seen.locator(".who")).to_have_text("Quiet Fern")
    expect(mine.get_by_role("link", name="Withdraw")).to_be_attached()
    expect(mine.get_by_text("More")).to_have_count(0)
    expect(seen.get_by_role("link", name="Withdraw")).to_have_count(0)

    mine.get_by_role("link", name="Withdraw").click()
    fern.get_by_role("button", name="Take it back").click()

    expect(seen).to_have_count(0)
    expect(heron.get_by_text("The author has withdrawn this post.").last).to_be_attached()


def test_one_tap_says_something_kind_and_the_page_stays_where_it_is(
    sign_in: Callable[..., Page],
) -> None:
    fern, heron = sign_in("fern"), sign_in("heron")
    fern.goto(ROOM)
    write(fern, "I counted the ceiling tiles today.")
    heron.goto(ROOM)
    post = heron.locator("[data-post]").filter(has_text="ceiling tiles")
    post.hover()

    post.get_by_text("React").click()
    post.locator(".menu-body").get_by_role("button", name="Me too").click()

    pressed = post.locator('[data-when-any][aria-pressed="true"]')
    expect(pressed).to_contain_text("1")
    expect(post.locator(".menu-body").first).to_be_hidden()
    mine = fern.locator("[data-post]").filter(has_text="ceiling tiles")
    expect(mine.locator("[data-when-any]:not([hidden])")).to_contain_text("Me too")


def test_a_late_answer_stays_in_sight_with_its_question(sign_in: Callable[..., Page]) -> None:
    fern, heron = sign_in("fern"), sign_in("heron")
    for page in (fern, heron):
        page.goto(ROOM)
        expect(page.locator("[data-line]")).to_have_text(re.compile("Live"))
    fern.locator("#composer-text").focus()
    fern.locator("#composer-question").select_option(index=0)

    write(fern, "One more thought on the first question.")

    late = heron.locator("[data-post]").filter(has_text="One more thought")
    expect(late.locator('[data-part="late"]')).to_contain_text("T1")
    last = heron.locator("[data-posts]").last.locator("[data-post]").last
    expect(last).to_contain_text("One more thought")
    heron.reload()
    expect(late.locator('[data-part="late"]')).to_contain_text("T1")


def test_an_answer_names_whom_it_answers(sign_in: Callable[..., Page]) -> None:
    fern, heron = sign_in("fern"), sign_in("heron")
    fern.goto(ROOM)
    write(fern, "Does anybody else dream of waiting rooms?")
    heron.goto(ROOM)
    asked = heron.locator("[data-post]").filter(has_text="dream of waiting rooms")
    asked.hover()
    asked.get_by_role("link", name="Answer").click()
    expect(heron.locator("[data-replying]")).to_contain_text("Quiet Fern")

    write(heron, "Every week.")

    answer = fern.locator("[data-post]").filter(has_text="Every week.")
    expect(answer.locator('[data-part="to"]')).to_contain_text("Quiet Fern")


def test_whoever_is_muted_is_not_heard_live_either(sign_in: Callable[..., Page]) -> None:
    fern, heron = sign_in("fern"), sign_in("juniper")
    fern.goto(ROOM)
    write(fern, "You should all try cold baths.")
    heron.goto(ROOM)
    post = heron.locator("[data-post]").filter(has_text="cold baths")
    post.hover()
    post.get_by_text("More").click()
    post.get_by_role("link", name="Mute or block").click()
    heron.get_by_role("button", name="Mute").click()
    heron.goto(ROOM)
    expect(heron.locator("[data-line]")).to_have_text(re.compile("Live"))

    write(fern, "And garlic.")
    write(heron, "Good evening.")

    expect(heron.locator("[data-post]").filter(has_text="Good evening.")).to_be_attached()
    expect(heron.get_by_text("And garlic.")).to_have_count(0)
    expect(heron.get_by_text("cold baths")).to_have_count(0)


PAGES = [
    "/",
    "/rooms/",
    "/drafts/",
    "/help/",
    "/help/chats/",
    "/help/guard/",
    "/help/publicness/",
    ROOM,
    f"{ROOM}notice/",
    f"{ROOM}people/",
    f"{ROOM}you/",
    f"{ROOM}you/leave/",
    f"{ROOM}chats/",
    f"{ROOM}search/?q=the",
]


def test_no_page_has_a_barrier(
    sign_in: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = sign_in("heron")
    found = {}
    page.goto(f"{ROOM}chats/")
    chat = page.locator("main h2 a").first.get_attribute("href")
    page.goto(ROOM)
    post = page.locator("[data-post]").last.get_attribute("data-post")
    member = page.goto(f"{ROOM}people/") and page.locator("main li a").first.get_attribute("href")
    for path in [*PAGES, chat, f"{chat}catch-up/", f"{ROOM}posts/{post}/", member]:
        page.goto(str(path))
        if barriers := axe(page):
            found[path] = barriers

    assert found == {}


def test_the_door_and_findings_have_no_barrier(
    sign_in: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    newcomer, heron = sign_in("newcomer"), sign_in("heron")
    newcomer.goto(f"{ROOM}door/")
    heron.goto(ROOM)
    heron.locator("#composer-text").fill("Write to me: heron@example.org")
    expect(heron.locator(".finding")).to_have_count(1)

    assert axe(newcomer) == []
    assert axe(heron) == []


@pytest.mark.parametrize("width", [320, 375])
def test_no_page_is_wider_than_a_small_phone(sign_in: Callable[..., Page], width: int) -> None:
    page = sign_in("heron")
    page.set_viewport_size({"width": width, "height": 700})
    too_wide = []
    for path in PAGES:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(path)

    assert too_wide == []
