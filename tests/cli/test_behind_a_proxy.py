"""The server as a proxy with TLS reaches it: plain HTTP, and a word about who is asking."""

import re

import httpx
import pytest
from tests.servers import StartServer

pytestmark = pytest.mark.processes

SITE = "https://talk.example.org"
FROM_THE_PROXY = {"Host": "talk.example.org", "X-Forwarded-For": "203.0.113.9"}


@pytest.fixture
def behind_a_proxy(start_server: StartServer) -> httpx.Client:
    settings = {"site_url": f"{SITE}/", "secure": "on", "trusted_proxies": "1"}
    client = start_server(**settings).client()
    client.headers.update(FROM_THE_PROXY)
    return client


def test_cookies_are_for_https_alone_and_browsers_stay_with_it(
    behind_a_proxy: httpx.Client,
) -> None:
    answer = behind_a_proxy.get("/accounts/login/")

    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_form_from_the_site_is_taken_and_one_from_elsewhere_is_not(
    behind_a_proxy: httpx.Client,
) -> None:
    page = behind_a_proxy.get("/accounts/login/")
    proof = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert proof is not None
    form = {"csrfmiddlewaretoken": proof[1], "login": "nobody", "password": "not this one"}
    cookie = {"Cookie": f"csrftoken={page.cookies['csrftoken']}"}

    ours = behind_a_proxy.post("/accounts/login/", data=form, headers={**cookie, "Origin": SITE})
    theirs = behind_a_proxy.post(
        "/accounts/login/", data=form, headers={**cookie, "Origin": "https://elsewhere.example"}
    )

    assert ours.status_code == 200
    assert theirs.status_code == 403


def test_a_name_this_server_does_not_have_is_refused(behind_a_proxy: httpx.Client) -> None:
    answer = behind_a_proxy.get("/accounts/login/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
