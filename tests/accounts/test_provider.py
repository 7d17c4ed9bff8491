import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings
from tests.accounts.conftest import PASSWORD, prove, read_mail, sign_in, who

from openrounds.accounts.models import Person
from openrounds.project.config import Config
from openrounds.project.sign_in import provider_origins, sign_in_settings


@dataclass
class Provider:
    """An OpenID Connect provider, as small as one can be, on this machine."""

    url: str = ""
    claims: dict[str, object] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)

    def answer(self, path: str, body: str) -> dict[str, object]:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
            }
        if path == "/token":
            self.secrets.append(parse_qs(body)["client_secret"][0])
            return {"access_token": "abc", "token_type": "Bearer"}
        return self.claims


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    there = Provider(claims={"sub": "n-77", "email": "nora@example.org", "name": "Nora Lind"})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            answer = there.answer(self.path, self.rfile.read(length).decode())
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        do_POST = do_GET  # noqa: N815 - the standard library's name

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = Config(
        oidc_url=there.url, oidc_name="The clinic", oidc_client_id="us", oidc_secret="hush"
    )
    settings.SOCIALACCOUNT_PROVIDERS = sign_in_settings(config)["SOCIALACCOUNT_PROVIDERS"]
    yield there
    server.shutdown()
    server.server_close()


def come_from(client: Client) -> str:
    """Go to the provider and come back; where one then stands."""
    away = client.post("/accounts/oidc/oidc/login/").headers["Location"]
    state = parse_qs(urlsplit(away).query)["state"][0]
    back = client.get(f"/accounts/oidc/oidc/login/callback/?code=xyz&state={state}")
    return str(back.headers["Location"])


def test_without_a_provider_none_is_offered(visitor: Client, db: None) -> None:
    assert "Go on with" not in visitor.get("/accounts/login/").content.decode()
    assert visitor.post("/accounts/oidc/oidc/login/").status_code == 404


def test_the_provider_is_offered_by_its_name(visitor: Client, db: None, provider: Provider) -> None:
    for page in ("login", "signup"):
        assert "Go on with The clinic" in visitor.get(f"/accounts/{page}/").content.decode()


def test_going_there_carries_no_secret_and_a_challenge(
    visitor: Client, db: None, provider: Provider
) -> None:
    away = visitor.post("/accounts/oidc/oidc/login/").headers["Location"]

    assert away.startswith(f"{provider.url}/authorize?")
    assert "code_challenge=" in away
    assert "hush" not in away


def test_who_comes_for_the_first_time_chooses_a_handle_and_is_in(
    visitor: Client, db: None, provider: Provider
) -> None:
    provider.claims["email_verified"] = True
    form = come_from(visitor)
    assert form == "/accounts/provider/signup/"
    assert "Nora Lind" not in visitor.get(form).content.decode()

    visitor.post(form, {"username": "nora", "email": "nora@example.org"})

    assert who(visitor) == "nora"
    assert provider.secrets == ["hush"]
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("n-77", {})


def test_who_comes_again_is_in_at_once(visitor: Client, db: None, provider: Provider) -> None:
    provider.claims["email_verified"] = True
    visitor.post(come_from(visitor), {"username": "nora", "email": "nora@example.org"})

    other = Client()
    come_from(other)

    assert who(other) == "nora"
    assert "Nora Lind" not in str(SocialAccount.objects.get().extra_data)


def test_an_address_that_the_provider_has_not_checked_is_checked_by_us(
    visitor: Client, db: None, provider: Provider
) -> None:
    visitor.post(come_from(visitor), {"username": "nora", "email": "nora@example.org"})

    assert who(visitor) is None
    assert [message.to for message in read_mail()] == [["nora@example.org"]]


def test_the_provider_cannot_open_an_account_that_has_the_same_address(
    visitor: Client, nora: Person, provider: Provider
) -> None:
    provider.claims["email_verified"] = True

    visitor.post(come_from(visitor), {"username": "nora2", "email": "nora@example.org"})

    assert who(visitor) is None
    assert not Person.objects.filter(handle="nora2").exists()


def test_where_sign_up_is_off_a_provider_makes_no_account_either(
    visitor: Client, db: None, provider: Provider, settings: Settings
) -> None:
    settings.SIGN_UP = False

    away = visitor.post("/accounts/oidc/oidc/login/").headers["Location"]
    state = parse_qs(urlsplit(away).query)["state"][0]
    visitor.get(f"/accounts/oidc/oidc/login/callback/?code=xyz&state={state}")

    assert who(visitor) is None
    assert not Person.objects.exists()


def test_one_can_add_the_provider_to_an_account_and_take_it_off(
    nora: Person, provider: Provider
) -> None:
    home = sign_in(nora)
    prove(home)
    away = home.post("/accounts/oidc/oidc/login/?process=connect").headers["Location"]
    state = parse_qs(urlsplit(away).query)["state"][0]
    home.get(f"/accounts/oidc/oidc/login/callback/?code=xyz&state={state}")
    assert "through The clinic" in home.get("/accounts/security/").content.decode()

    home.post("/accounts/provider/", {"account": SocialAccount.objects.get().pk})

    assert not SocialAccount.objects.exists()
    assert who(sign_in(nora, PASSWORD)) == "nora"


def test_a_made_up_return_opens_nothing(visitor: Client, db: None, provider: Provider) -> None:
    answer = visitor.get("/accounts/oidc/oidc/login/callback/?code=xyz&state=made-up")

    assert "You are not signed in" in answer.content.decode()
    assert who(visitor) is None


def test_a_provider_that_does_not_answer_is_said_so(
    visitor: Client, db: None, provider: Provider, settings: Settings
) -> None:
    config = Config(oidc_url="http://127.0.0.1:9", oidc_name="The clinic")
    settings.SOCIALACCOUNT_PROVIDERS = sign_in_settings(config)["SOCIALACCOUNT_PROVIDERS"]

    answer = visitor.post("/accounts/oidc/oidc/login/")

    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()


def test_a_form_may_lead_to_the_provider_and_nowhere_else() -> None:
    assert provider_origins(Config(oidc_url="https://id.example.org/realm/a")) == [
        "https://id.example.org"
    ]
    assert provider_origins(Config()) == []
