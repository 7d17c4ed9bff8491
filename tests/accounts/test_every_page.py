from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import Player

OWN = ["profile", "security", "keys", "data", "leave", "mail"]
ALLAUTH = [
    "account_email",
    "account_set_password",
    "mfa_list_webauthn",
    "account_logout",
    "socialaccount_connections",
]
COMING_IN = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_email_verification_sent",
    "account_inactive",
    "account_reset_password_from_key_done",
    "accounts:gone",
    "socialaccount_login_cancelled",
]


@pytest.mark.parametrize("name", COMING_IN)
def test_a_page_for_coming_in_opens_for_everybody(visitor: Client, db: None, name: Any) -> None:
    answer = visitor.get(reverse(name))

    assert answer.status_code == 200
    assert "noindex" in answer.headers["X-Robots-Tag"]


@pytest.mark.parametrize("name", [*(f"accounts:{name}" for name in OWN), *ALLAUTH])
def test_a_page_about_oneself_opens_for_whoever_is_signed_in_and_sends_others_to_sign_in(
    visitor: Client, patient: Player, name: Any
) -> None:
    assert patient.get(reverse(name)).status_code == 200

    answer = visitor.get(reverse(name))
    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["accounts:people", "accounts:invite", "audit:index"])
def test_a_page_for_administrators_opens_for_them_alone(
    visitor: Client, moderator: Player, administrator: Player, name: Any
) -> None:
    assert administrator.get(reverse(name)).status_code == 200
    assert moderator.get(reverse(name)).status_code == 403
    assert visitor.get(reverse(name)).status_code == 302
