import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from tests.accounts.conftest import PASSWORD, prove, read_mail, sign_in, who
from tests.conftest import Player

from openrounds.accounts.models import Person

SET_UP = "/accounts/2fa/totp/activate/"
CODE_PAGE = "/accounts/2fa/authenticate/"


def code_now(secret: str, *, steps: int = 0) -> str:
    """What the app on a phone shows; `steps` half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def set_up_app(player: Player) -> tuple[str, list[str]]:
    """Nora's app knows the secret now. Gives it, and the recovery codes that were shown."""
    prove(player)
    page = player.get(SET_UP).content.decode()
    secret = re.findall(r'class="key">(\w+)<', page)[0]
    answer = player.post(SET_UP, {"code": code_now(secret)}, follow=True)
    codes = re.findall(r"\b\d{8}\b", answer.content.decode())
    return secret, codes


def test_setting_up_an_app_first_asks_who_one_is(at_home: Player) -> None:
    answer = at_home.get(SET_UP)

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


def test_with_an_app_the_password_alone_does_not_open_the_account(
    nora: Person, at_home: Player
) -> None:
    secret, _ = set_up_app(at_home)

    other = sign_in(nora)
    assert who(other) is None
    wrong = other.post(CODE_PAGE, {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    assert who(other) is None

    other.post(CODE_PAGE, {"code": code_now(secret, steps=1)})
    assert who(other) == "nora"


def test_a_code_opens_the_account_only_once(nora: Person, at_home: Player) -> None:
    secret, _ = set_up_app(at_home)
    code = code_now(secret, steps=1)
    sign_in(nora).post(CODE_PAGE, {"code": code})

    second = sign_in(nora)
    second.post(CODE_PAGE, {"code": code})

    assert who(second) is None


def test_a_recovery_code_opens_the_account_once_and_is_shown_once(
    nora: Person, at_home: Player
) -> None:
    _, codes = set_up_app(at_home)
    assert len(codes) == 10

    lost_phone, thief = sign_in(nora), sign_in(nora)
    lost_phone.post(CODE_PAGE, {"code": codes[0]})
    thief.post(CODE_PAGE, {"code": codes[0]})

    assert who(lost_phone) == "nora"
    assert who(thief) is None
    again = at_home.get("/accounts/2fa/recovery-codes/").content.decode()
    assert not any(code in again for code in codes)


def test_the_secret_and_the_codes_do_not_stand_in_clear_on_later_pages(at_home: Player) -> None:
    secret, codes = set_up_app(at_home)

    page = at_home.get("/accounts/security/").content.decode()

    assert secret not in page
    assert not any(code in page for code in codes)
    assert "You have 10 codes" in page


def test_every_change_of_what_guards_the_account_is_told_by_mail(
    at_home: Player, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(at_home)
        at_home.post("/accounts/2fa/totp/deactivate/")

    subjects = [message.subject for message in read_mail()]

    assert "OpenRounds: We ask for a code now" in subjects
    assert "OpenRounds: We do not ask for a code any more" in subjects


def test_the_mail_about_a_change_names_no_exact_address(
    at_home: Player, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(at_home)

    bodies = " ".join(str(message.body) for message in read_mail())

    assert "127.0.0.0" in bodies
    assert "127.0.0.1" not in bodies


def test_the_square_for_the_app_carries_the_handle_and_not_the_address(at_home: Player) -> None:
    prove(at_home)

    page = at_home.get(SET_UP)

    assert "nora@example.org" not in page.context["totp_url"]
    assert "nora" in page.context["totp_url"]


def test_without_the_first_factor_nobody_sees_the_page_for_the_second(
    visitor: Client, db: None
) -> None:
    assert visitor.get(CODE_PAGE).headers["Location"] == "/accounts/login/"


MADE_UP = [
    "",
    "not json",
    "[]",
    "3",
    '{"id": "AAAA"}',
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}',
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "AAAA",'
    ' "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "MQ"}}',
]


@pytest.mark.parametrize("credential", MADE_UP)
def test_a_passkey_that_was_made_up_opens_nothing(
    visitor: Client, nora: Person, credential: str
) -> None:
    visitor.get("/accounts/2fa/passkeys/login/", headers={"Accept": "application/json"})

    answer = visitor.post("/accounts/2fa/passkeys/login/", {"credential": credential})

    assert answer.headers["Location"] == "/accounts/login/"
    assert who(visitor) is None


@pytest.mark.parametrize("credential", MADE_UP)
def test_a_passkey_that_was_made_up_is_not_added(at_home: Player, credential: str) -> None:
    prove(at_home)
    at_home.get("/accounts/2fa/passkeys/add/")

    at_home.post(
        "/accounts/2fa/passkeys/add/",
        {"name": "my phone", "passwordless": "on", "credential": credential},
    )

    assert not Authenticator.objects.exists()


def test_whoever_asks_for_a_passkey_sign_in_learns_of_no_account(
    visitor: Client, nora: Person
) -> None:
    answer = visitor.get("/accounts/2fa/passkeys/login/", headers={"Accept": "application/json"})

    options = answer.json()["request_options"]["publicKey"]
    assert options.get("allowCredentials", []) == []
    assert options["userVerification"] == "required"


def test_a_person_without_a_second_factor_signs_in_with_the_password_alone(nora: Person) -> None:
    assert who(sign_in(nora, PASSWORD)) == "nora"


@pytest.mark.parametrize("credential", MADE_UP)
def test_a_passkey_that_was_made_up_proves_nothing(at_home: Player, credential: str) -> None:
    at_home.get("/accounts/2fa/passkeys/reauthenticate/")

    at_home.post("/accounts/2fa/passkeys/reauthenticate/", {"credential": credential})

    assert at_home.get(SET_UP).headers["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.parametrize("credential", MADE_UP)
def test_a_passkey_that_was_made_up_is_no_second_factor(
    nora: Person, at_home: Player, credential: str
) -> None:
    set_up_app(at_home)
    other = sign_in(nora)

    other.post(CODE_PAGE, {"credential": credential})

    assert who(other) is None
