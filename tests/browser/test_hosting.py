"""A host at work in a real browser: the console by keyboard, the pages by eye and ear."""

import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from tests.servers import LiveServer

ROOM = "/rooms/linden-gynae/"
PATIENCE_MS = 30_000
PAGES = [
    "",
    "host/",
    "host/settings/",
    "host/publicness/",
    "host/publicness/widen/?level=4",
    "host/notice/",
    "host/notice/edit/",
    "host/people/",
    "host/invitations/",
    "host/chats/",
    "host/plan/",
    "calendar/",
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demonstration, so slow that nothing happens by itself."""
    folder = tmp_path_factory.mktemp("hosting") / "data"
    server = LiveServer(folder, words=("demo", "--tempo", "600"))
    server.start()
    yield server
    server.end()


@pytest.fixture
def host(browser: Browser, place: LiveServer) -> Iterator[Page]:
    """Ruth, who hosts the chat, in her browser. Nothing may go wrong in it unheard."""
    context = browser.new_context(base_url=place.url)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    path = re.search(r"/accounts/link/\S+", place.command("users", "link", "ruth"))
    assert path is not None
    page.goto(path[0])
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    yield page
    assert heard == []
    context.close()


def test_the_console_is_worked_by_keys_without_leaving_the_page(host: Page) -> None:
    host.goto(ROOM)
    host.evaluate("window.sameElement = true")
    says = host.locator("[data-strip-says]")

    for key, words in (
        ("n", "T3 is open."),
        ("u", "T3 waits again."),
        ("l", "Locked: only hosts can post now."),
        ("l", "Unlocked: everybody can post again."),
        ("h", "Every post waits for a look now."),
        ("h", "New posts go out again. Those that wait still wait."),
    ):
        host.keyboard.press(key)
        expect(says).to_have_text(words, timeout=PATIENCE_MS)

    host.locator("[data-strip] select").select_option("30")
    expect(says).to_contain_text("30 seconds", timeout=PATIENCE_MS)
    expect(host.locator("[data-strip] select")).to_have_value("30")
    assert host.evaluate("window.sameElement")


def test_on_a_phone_the_console_is_a_sheet_and_its_main_button_stays_in_sight(host: Page) -> None:
    host.set_viewport_size({"width": 375, "height": 700})
    host.goto(ROOM)

    expect(host.get_by_role("button", name=re.compile("^Ask T"))).to_be_in_viewport()
    lock = host.get_by_role("button", name="Lock", exact=True)
    expect(lock).not_to_be_visible()
    host.get_by_role("button", name="Console").click()

    expect(lock).to_be_in_viewport()
    assert host.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_guide_for_hosts_fits_on_one_printed_page(host: Page) -> None:
    host.goto("/help/hosting/")

    printed = PdfReader(io.BytesIO(host.pdf(prefer_css_page_size=True)))

    assert len(printed.pages) == 1
    assert "The host's guide" in printed.pages[0].extract_text()
