"""The modules in a real browser, on the pages at /style/ with invented people.

The test plays the server's part of the conversation where there is no room behind the page.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect
from tests.servers import LiveServer

PHONE = {"width": 375, "height": 760}
FERN, TOM = "a3", "a5"  # the reader, and somebody else


@pytest.fixture(scope="module")
def style_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("style") / "data", debug="on")
    server.start()
    yield server
    server.end()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: faults in modules, and what the policy had to stop."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    return heard


@pytest.fixture
def chat(page: Page, style_server: LiveServer, complaints: list[str]) -> Iterator[Page]:
    page.goto(f"{style_server.url}/style/chat/")
    yield page
    assert complaints == []


def hear(page: Page, *events: dict[str, Any]) -> None:
    """Hand events to the page's stream, as they come over the line."""
    page.evaluate(
        """events => {
            const stream = document.querySelector("[data-stream]");
            for (const detail of events) {
                stream.dispatchEvent(new CustomEvent("room:tell", { detail }));
            }
        }""",
        list(events),
    )


def until(page: Page, condition: str) -> None:
    """Wait for something that holds in the page. (Playwright's own way needs `eval`.)"""
    for _ in range(300):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"Never came true: {condition}")


def post(number: int, text: str = "Hello.", author: str = TOM, **more: Any) -> dict[str, Any]:
    return {
        "kind": "post",
        "id": f"n{number}",
        "position": number,
        "author": {"id": author, "name": f"Reader {number}", "role_words": "", "line": ""},
        "at": "2026-03-02T19:20Z",
        "text": text,
        "question": "t2",
        "reply_to": None,
        "edited": False,
        "pinned": False,
        "reactions": {},
        **more,
    }


def test_a_new_post_comes_in_as_text_whatever_it_holds(chat: Page) -> None:
    hear(chat, post(20, '<img src=x onerror="alert(1)"> & https://example.org/a. Bye'))

    words = chat.locator("#post-n20 .post-text")
    expect(words).to_have_text('<img src=x onerror="alert(1)"> & https://example.org/a. Bye')
    assert words.locator("*").count() == 1
    assert words.locator("a").get_attribute("href") == "https://example.org/a"


def test_posts_stand_in_their_order_however_they_come(chat: Page) -> None:
    hear(chat, post(32), post(30), post(31), post(30))

    ids = chat.locator("[data-posts=t2] [data-post]").evaluate_all(
        "all => all.map(one => one.dataset.post)"
    )
    assert ids[-3:] == ["n30", "n31", "n32"]


def test_a_withdrawn_post_leaves_one_grey_line(chat: Page) -> None:
    hear(chat, post(20, "my address"), {"kind": "post.gone", "id": "n20", "reason": "withdrawn"})

    expect(chat.locator("#post-n20")).to_have_text("The author has withdrawn this post.")
    assert "my address" not in chat.content()


def test_an_edit_shows_its_mark_and_a_pin_its_own(chat: Page) -> None:
    hear(
        chat,
        post(20, "first"),
        post(20, "second", kind="post.edited", edited=True),
        {"kind": "pin", "id": "n20", "pinned": True},
        {"kind": "reactions", "id": "n20", "reactions": {"thanks": 4}},
    )

    shown = chat.locator("#post-n20")
    expect(shown.locator(".post-text")).to_have_text("second")
    expect(shown.locator(".mark")).to_have_text("edited · pinned by the host")
    expect(shown.locator("[data-reaction=thanks]")).to_have_text("Thank you 4")


def test_a_pause_holds_posts_back_but_not_their_withdrawal(chat: Page) -> None:
    chat.get_by_role("button", name="Pause new posts").click()

    hear(chat, post(20, "kept back"), post(21, "taken back"))
    hear(chat, {"kind": "post.gone", "id": "n21", "reason": "withdrawn"})

    assert "kept back" not in chat.locator("[data-stream]").inner_text()
    chat.get_by_role("button", name="Paused. 1 new post waits. Go on.").click()
    expect(chat.locator("#post-n20")).to_be_visible()
    assert chat.locator("#post-n21").count() == 0


def test_who_reads_further_up_keeps_the_place_and_is_told_how_many_are_new(chat: Page) -> None:
    hear(chat, *(post(20 + n, "A line.\n" * 6) for n in range(6)))
    chat.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(chat.locator("[data-news]")).to_be_hidden()
    chat.evaluate("scrollTo(0, 0)")

    hear(chat, post(40), post(41))

    assert chat.evaluate("scrollY") == 0
    chat.get_by_role("button", name="2 new posts").click()
    expect(chat.locator("#post-n41")).to_be_in_viewport()


def test_ears_are_told_of_many_posts_in_one_sentence_and_not_more_than_every_five_seconds(
    chat: Page,
) -> None:
    chat.evaluate(
        """() => {
            window.said = [];
            const status = document.querySelector("[data-status]");
            const note = () => said.push(status.textContent);
            new MutationObserver(note).observe(status, { childList: true });
        }"""
    )

    for number in range(8):
        hear(chat, post(20 + number))
        chat.wait_for_timeout(250)

    said = chat.evaluate("window.said")
    assert len(said) == 1
    assert said[0].endswith(".")


def test_a_question_that_opens_takes_the_next_answer(chat: Page) -> None:
    words = "What would you have liked to be told earlier?"
    hear(chat, {"kind": "question", "id": "t3", "label": "T3", "text": words, "state": "open"})

    expect(chat.locator("#question-t3 .question-heading")).to_contain_text(words)
    expect(chat.locator("#rail-questions [data-question=t3]")).to_contain_text("open now")
    hear(chat, post(50, question="t3"))
    expect(chat.locator("#question-t3 #post-n50")).to_be_visible()


def test_muted_people_do_not_come_in(chat: Page) -> None:
    hear(chat, post(20, author="a7"), post(21))

    expect(chat.locator("#post-n21")).to_be_visible()
    assert chat.locator("#post-n20").count() == 0


def test_only_the_right_actions_stand_under_a_post(chat: Page) -> None:
    hear(chat, post(20), post(21, author=FERN))

    expect(chat.locator("#post-n20").get_by_text("Report")).to_have_count(1)
    expect(chat.locator("#post-n21").get_by_text("Report")).to_have_count(0)
    reply = chat.locator("#post-n20 [data-reply]")
    assert reply.get_attribute("href") == "?reply_to=n20#composer"


# Writing.


@pytest.fixture
def writing(page: Page, style_server: LiveServer, complaints: list[str]) -> Iterator[Page]:
    """A chat whose composer asks a guard that knows one phone number."""

    def look(route: Route) -> None:
        draft = field(route.request, "text")
        at = draft.find("0141 496 0000")
        finding = {
            "start": at,
            "end": at + 13,
            "says": "This is a phone number.",
            "matters": "Anyone could call it.",
            "instead": "my number",
        }
        route.fulfill(json={"findings": [finding] if at >= 0 else [], "effect": ""})

    page.route("**/style/check", look)
    page.goto(f"{style_server.url}/style/chat/")
    page.evaluate("document.querySelector('[data-composer]').dataset.checkUrl = '/style/check'")
    yield page
    assert [one for one in complaints if "Failed to load" not in one] == []


def field(request: Request, name: str) -> str:
    """A field of a form sent as multipart, as the browser writes it."""
    body = (request.post_data_buffer or b"").decode()
    part = body.partition(f'name="{name}"\r\n\r\n')[2]
    return part.partition("\r\n------")[0].replace("\r\n", "\n")


def test_a_finding_stands_at_the_word_with_a_gentler_one_and_can_be_undone(writing: Page) -> None:
    text = writing.get_by_role("textbox", name="Write a post")
    draft = "🌷 Call me: 0141 496 0000, any time."
    text.fill(draft)

    expect(writing.locator(".mirror mark")).to_have_text("0141 496 0000")
    expect(writing.locator(".finding")).to_contain_text("“0141 496 0000” This is a phone number.")
    writing.get_by_role("button", name="Say instead: my number").click()
    expect(text).to_have_value("🌷 Call me: my number, any time.")
    expect(writing.locator(".finding")).to_have_count(0)
    writing.get_by_role("button", name="Undo: back to my own words").click()
    expect(text).to_have_value(draft)


def test_the_three_choices_are_equal_and_only_there_when_something_was_found(
    writing: Page,
) -> None:
    choices = writing.locator("[data-choices] button")
    writing.get_by_role("textbox", name="Write a post").fill("Good evening")
    expect(writing.get_by_role("button", name="Post", exact=True)).to_be_visible()
    expect(choices.first).to_be_hidden()

    writing.get_by_role("textbox", name="Write a post").fill("0141 496 0000")

    expect(choices.first).to_be_visible()
    boxes = [one.bounding_box() for one in choices.all()]
    looks = choices.evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert len({round(box["width"]) for box in boxes if box}) == 1
    assert len(set(looks)) == 1


def test_a_draft_outlives_the_page_and_goes_when_it_is_out(writing: Page) -> None:
    writing.route("**/style/", lambda route: route.fulfill(status=201, json={"state": "published"}))
    writing.get_by_role("textbox", name="Write a post").fill("half a thought")
    writing.reload()
    text = writing.get_by_role("textbox", name="Write a post")
    expect(text).to_have_value("half a thought")
    expect(writing.get_by_text("This is what you were writing.")).to_be_visible()

    writing.get_by_role("button", name="Post", exact=True).click()

    expect(writing.get_by_text("Your post is out.")).to_be_attached()
    writing.reload()
    expect(writing.get_by_role("textbox", name="Write a post")).to_have_value("")


def test_without_a_line_the_words_stay_and_go_out_later_under_the_same_key(
    writing: Page,
) -> None:
    keys: list[str] = []

    def answer(route: Route) -> None:
        keys.append(field(route.request, "idempotency_key"))
        if len(keys) == 1:
            route.abort()
        else:
            route.fulfill(status=201, json={"state": "published"})

    writing.route("**/style/", answer)
    writing.get_by_role("textbox", name="Write a post").fill("Still here.")
    writing.get_by_role("button", name="Post", exact=True).click()
    expect(writing.get_by_text("Saved here on this device.")).to_be_visible()

    writing.get_by_role("button", name="Send it now").click()

    expect(writing.get_by_text("Your post is out.")).to_be_attached()
    assert len(keys) == 2
    assert keys[0] == keys[1]


def test_an_ended_session_keeps_the_words_and_shows_the_door(writing: Page) -> None:
    writing.route(
        "**/style/", lambda route: route.fulfill(status=401, json={"code": "sign_in_needed"})
    )
    text = writing.get_by_role("textbox", name="Write a post")
    text.fill("Do not lose me.")

    writing.get_by_role("button", name="Post", exact=True).click()

    expect(writing.get_by_text("You are signed out.")).to_be_visible()
    expect(text).to_have_value("Do not lose me.")


def test_help_is_shown_beside_the_words_and_stops_nothing(
    page: Page, style_server: LiveServer
) -> None:
    page.goto(f"{style_server.url}/style/chat/?as=help")

    expect(page.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
    page.get_by_role("textbox", name="Write a post").fill("I am here.")
    expect(page.get_by_role("button", name="Post", exact=True)).to_be_enabled()


# Keys.


def notice_when_pressed(page: Page, key: str) -> None:
    page.evaluate(
        """key => {
            const button = document.querySelector(`[data-key=${key}]`);
            button.addEventListener("click", () => { window.pressed = true; });
        }""",
        key,
    )


def test_a_key_does_what_a_click_does_and_is_silent_while_one_writes(
    page: Page, style_server: LiveServer
) -> None:
    page.goto(f"{style_server.url}/style/chat/?as=host")
    notice_when_pressed(page, "n")
    text = page.get_by_role("textbox", name="Write a post")

    page.keyboard.press("w")
    page.keyboard.type("no?")
    assert page.evaluate("window.pressed") is None
    expect(text).to_have_value("no?")
    text.blur()
    page.keyboard.press("n")

    assert page.evaluate("window.pressed") is True


def test_keys_are_listed_and_can_be_switched_off(page: Page, style_server: LiveServer) -> None:
    page.goto(f"{style_server.url}/style/chat/?as=host")
    notice_when_pressed(page, "n")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Next question: T3")
    page.get_by_label("Use single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")

    assert page.evaluate("window.pressed") is None


# The line.


def follow(page: Page, *, after: str = "e1.4") -> None:
    page.evaluate(
        """async after => {
            const { follow } = await import("/static/web/live.js");
            window.heard = []; window.told = [];
            follow({
                rooms: ["quiet", "night"], after,
                hear: event => heard.push(event),
                lost: room => heard.push({ lost: room ?? true }),
                tell: state => told.push(state),
            });
        }""",
        after,
    )


def test_a_broken_stream_comes_back_where_it_stopped(chat: Page) -> None:
    asked: list[str] = []

    def stream(route: Route) -> None:
        asked.append(route.request.url.partition("?")[2])
        body = (
            "event: hello\nid: e1.4,e2.9\ndata: {}\n\n"
            'id: e1.5,e2.9\ndata: {"kind":"post","id":"p"}\n\n'
            'event: presence\ndata: {"room":"quiet","reading":7}\n\n'
        )
        route.fulfill(status=200, content_type="text/event-stream", body=body)

    chat.route("**/live?*", stream)
    follow(chat)
    until(chat, "window.heard.filter(one => one.kind === 'post').length >= 2")

    assert asked[0] == "room=quiet&room=night&after=e1.4"
    assert asked[1] == "room=quiet&room=night&after=e1.5%2Ce2.9"
    assert chat.evaluate("window.heard[1]") == {"kind": "presence", "room": "quiet", "reading": 7}
    assert "waiting" in chat.evaluate("window.told")


def test_where_no_stream_gets_through_the_page_asks_instead(
    page: Page, style_server: LiveServer
) -> None:
    page.goto(f"{style_server.url}/style/chat/")
    page.route("**/live?*", lambda route: route.abort())
    page.route(
        "**/live/poll?*",
        lambda route: route.fulfill(json={"events": [{"kind": "post"}], "after": "e1.5"}),
    )

    follow(page)

    until(page, "window.heard.length >= 1")
    assert page.evaluate("window.told.at(-1)") == "asking"


def test_a_hole_in_the_history_is_told(chat: Page) -> None:
    chat.route(
        "**/live?*",
        lambda route: route.fulfill(
            content_type="text/event-stream",
            body='event: reset\nid: e9.1\ndata: {"room":"quiet"}\n\n',
        ),
    )

    follow(chat)

    until(chat, "window.heard.length >= 1")
    assert chat.evaluate("window.heard[0]") == {"lost": "quiet"}


# Every screen.

PAGES = ["/style/", "/style/chat/", "/style/chat/?as=host", "/style/chat/?as=findings", "/display/"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_barrier_in_light_or_dark(
    page: Page, style_server: LiveServer, axe: Callable[[Page], list[str]], address: str
) -> None:
    page.goto(style_server.url + address)

    assert axe(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_its_screen(
    page: Page, style_server: LiveServer, address: str
) -> None:
    page.goto(style_server.url + address)

    for width in (320, 375, 640, 1280):  # 640: a small window at 200 %
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", PAGES)
def test_what_a_finger_has_to_hit_is_large_enough(
    style_server: LiveServer, browser: Any, address: str
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(style_server.url + address)

    small = page.locator("button, .button, input:not([type=hidden]), select, summary").evaluate_all(
        """all => all.filter(one => one.getClientRects().length && !one.matches('.link-button'))
            .filter(one => { const box = (one.closest('.tick') ?? one).getBoundingClientRect();
                             return box.height < 44 || box.width < 24; })
            .map(one => one.outerHTML.slice(0, 80))"""
    )
    context.close()
    assert small == []


def test_on_a_phone_the_rails_are_sheets_that_escape_closes(
    page: Page, style_server: LiveServer
) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page.goto(f"{style_server.url}/style/chat/")
    sheet = page.locator("#rail-about")
    expect(sheet).to_be_hidden()

    page.get_by_role("button", name="About this chat").click()
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()


def test_without_script_the_page_says_the_same(style_server: LiveServer, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{style_server.url}/style/chat/")

    expect(page.get_by_text("You may be tired, Tom.")).to_be_visible()
    expect(page.locator("form#composer")).to_have_attribute("method", "post")
    page.get_by_role("button", name="Questions").click()
    expect(page.locator("#rail-questions")).to_be_visible()
    context.close()


def test_where_a_page_cannot_be_fetched_our_own_words_stand(
    page: Page, style_server: LiveServer, complaints: list[str]
) -> None:
    page.goto(f"{style_server.url}/style/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()

    page.context.set_offline(True)
    page.goto(f"{style_server.url}/style/chat/")

    expect(page.get_by_role("heading", name="You are off line")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).display") == "flex"
    page.context.set_offline(False)
    assert [one for one in complaints if "policy" in one.lower()] == []
