"""A passkey, made and used with the authenticator that Chromium carries for tests."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page
from tests.servers import LiveServer

PASSWORD = "four odd words here"


@pytest.fixture
def site(server: LiveServer) -> str:
    """The address by name: browsers make no passkeys for a bare number."""
    server.command("users", "create", "nora", "nora@example.org", "--password", stdin=PASSWORD)
    return server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def laptop(page: Page) -> Iterator[Page]:
    """A browser that knows its owner by finger; what our security policy stops fails the test."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Policy" in said.text else None)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    assert faults == []


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("Handle or e-mail address").fill("nora")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def make_passkey(page: Page, site: str) -> list[str]:
    """Add a passkey; gives the recovery codes that are then shown."""
    page.goto(f"{site}/accounts/2fa/passkeys/add/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("my laptop")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return page.locator("pre").inner_text().split()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_role("link", name="Sign in").first.wait_for()


def test_a_passkey_is_made_and_signs_in_by_itself(laptop: Page, site: str) -> None:
    sign_in(laptop, site)
    assert len(make_passkey(laptop, site)) == 10
    sign_out(laptop)

    laptop.goto(f"{site}/accounts/login/?next=/accounts/security/")
    laptop.get_by_role("button", name="Sign in with a passkey").click()

    laptop.get_by_text("You have 1 passkey").wait_for()
    assert laptop.url == f"{site}/accounts/security/"


def test_after_the_password_the_passkey_is_asked_for(laptop: Page, site: str) -> None:
    sign_in(laptop, site)
    make_passkey(laptop, site)
    sign_out(laptop)

    sign_in(laptop, site)
    laptop.get_by_role("heading", name="One more step").wait_for()
    laptop.get_by_role("button", name="Use a passkey").click()

    laptop.get_by_role("button", name="Sign out").first.wait_for()


def test_the_pages_about_an_account_have_no_barriers(
    laptop: Page, site: str, axe: Callable[[Page], list[str]]
) -> None:
    coming_in = ["login/", "signup/", "password/reset/", "password/reset/done/", "gone/"]
    for path in coming_in:
        laptop.goto(f"{site}/accounts/{path}")
        assert axe(laptop) == [], path
    sign_in(laptop, site)
    make_passkey(laptop, site)
    for path in ["profile/", "security/", "keys/", "data/", "leave/", "email/", "2fa/passkeys/"]:
        laptop.goto(f"{site}/accounts/{path}")
        assert axe(laptop) == [], path
