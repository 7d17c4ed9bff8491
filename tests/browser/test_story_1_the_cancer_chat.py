"""Story 1, walked in a real browser: from a link in somebody's hand to the transcript."""

import io
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader
from tests.servers import LiveServer, StartServer

ROOM = "/rooms/linden-gynae/"
PATIENCE_MS = 30_000  # two suites at once on two cores: a page may take its time


@pytest.fixture
def place(start_server: StartServer) -> LiveServer:
    """The demonstration as `./dev run` starts it, only quicker."""
    return start_server(words=("demo", "--tempo", "0.35"))


def sign_in(browser: Browser, place: LiveServer, handle: str) -> Page:
    """A browser of one's own, signed in as one of the cast."""
    context: BrowserContext = browser.new_context(base_url=place.url)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    path = re.search(r"/accounts/link/\S+", place.command("users", "link", handle))
    assert path is not None
    page.goto(path[0])
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    return page


def test_a_newcomer_walks_through_the_cancer_chat(browser: Browser, place: LiveServer) -> None:
    reads_along(browser, place)
    newcomer = comes_in(browser, place)
    written = thinks_twice_before_posting(newcomer)
    heron = sign_in(browser, place, "heron")
    heron.goto(ROOM)
    expect(heron.get_by_text(written)).to_be_attached(timeout=PATIENCE_MS)
    catches_up(newcomer)
    ruth = the_host_ends_the_chat(browser, place)
    sees_that_it_is_over(heron)
    takes_the_transcript_along(ruth, written)
    the_room_grows_quieter(browser, place, ruth)


def reads_along(browser: Browser, place: LiveServer) -> None:
    """Without an account one watches new posts arrive."""
    visitor = browser.new_context(base_url=place.url).new_page()
    visitor.goto(ROOM)
    expect(visitor.get_by_text("Everybody on the web can read this").first).to_be_visible()
    posts = visitor.locator("[data-stream] [data-post]")
    before = posts.count()
    assert before > 10
    expect(posts.nth(before + 2)).to_be_attached(timeout=PATIENCE_MS)
    visitor.context.close()


def comes_in(browser: Browser, place: LiveServer) -> Page:
    """A name for this room alone, and its notice, before the first word."""
    page = sign_in(browser, place, "newcomer")
    page.goto(f"{ROOM}door/")
    expect(page.get_by_role("heading", name="Not medical advice")).to_be_visible()
    page.locator("[name=pseudonym]").fill("Early Lark")
    page.locator("[name=accepted]").check()
    page.get_by_role("button", name="Come in").click()
    expect(page.locator("#composer-text")).to_be_visible()
    return page


def thinks_twice_before_posting(page: Page) -> str:
    """Carried along she writes a number and a date of birth; she takes one back and keeps one."""
    page.locator("#composer-text").fill(
        "I was born on 3 May 1962. Ring me on 07700 900 123 if you like, I am glad to be here."
    )
    findings = page.locator("[data-findings] .finding")
    expect(findings).to_have_count(2, timeout=PATIENCE_MS)
    findings.filter(has_text="07700").get_by_role("button").first.click()
    expect(page.locator("#composer-text")).not_to_have_value(re.compile("07700"))
    expect(page.locator("#composer-text")).to_have_value(re.compile("3 May 1962"))
    page.get_by_role("button", name="Post as it is").click()
    written = "I was born on 3 May 1962."
    expect(page.locator("[data-stream]").get_by_text(written)).to_be_attached(timeout=PATIENCE_MS)
    return written


def catches_up(page: Page) -> None:
    """A late joiner reads question by question."""
    page.goto(ROOM)
    page.get_by_role("link", name=re.compile("catch up", re.IGNORECASE)).first.click()
    expect(
        page.get_by_role("heading", name=re.compile("wish somebody had told you"))
    ).to_be_visible()
    expect(page.get_by_text("I remembered a tenth of what was said.").first).to_be_visible()


def the_host_ends_the_chat(browser: Browser, place: LiveServer) -> Page:
    """The host asks the next question with one key, and closes the hour."""
    page = sign_in(browser, place, "ruth")
    page.goto(ROOM)
    asked = page.locator("[data-map] li").count()
    page.keyboard.press("n")
    expect(page.locator("[data-map] li").nth(asked)).to_be_attached(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Chat over").click()
    page.get_by_role("button", name="End the chat").click()
    page.wait_for_load_state()
    return page


def sees_that_it_is_over(page: Page) -> None:
    """Whoever has the room open sees it without loading again."""
    expect(page.locator("[data-chat-state]").first).to_have_text("Over", timeout=PATIENCE_MS)


def takes_the_transcript_along(page: Page, written: str) -> None:
    """Names replaced unless the host says otherwise; what was withdrawn is not in it."""
    page.goto(f"{ROOM}chats/")
    page.get_by_role("link", name=re.compile("Life during and after treatment")).first.click()
    page.get_by_role("link", name=re.compile("transcript", re.IGNORECASE)).first.click()
    expect(page.get_by_text(written)).to_be_visible()
    expect(page.get_by_text("07700 900 142")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as PDF").click()
    paper = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    words = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert "Participant 1" in words
    assert "Early Lark" not in words
    page.get_by_role("link", name="This chat in numbers").click()
    expect(page.locator("svg.chart")).to_have_count(2)


def the_room_grows_quieter(browser: Browser, place: LiveServer, host: Page) -> None:
    """The host narrows it: a visitor is told that there is nothing."""
    visitor = browser.new_context(base_url=place.url).new_page()
    assert visitor.goto(ROOM).status == 200  # type: ignore[union-attr]
    host.goto(f"{ROOM}host/publicness/")
    form = host.locator("form[action$='/publicness/narrow/']")
    form.locator("[name=now-level]").first.check()
    form.get_by_role("button").click()
    host.wait_for_load_state()
    assert visitor.goto(ROOM).status == 404  # type: ignore[union-attr]
