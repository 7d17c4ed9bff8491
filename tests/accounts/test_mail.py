from pathlib import Path
from typing import Any

import pytest
from tests.accounts.conftest import read_mail
from tests.conftest import Player

from openrounds.accounts.mail import queue_mail
from openrounds.errors import ConfigError
from openrounds.jobs.models import Job
from openrounds.project.config import Config
from openrounds.project.sign_in import mail_settings

FOLDER = Path("data/mail")


def test_a_mail_arrives_with_its_headers_and_leaves_nothing_in_the_store(db: None) -> None:
    queue_mail(
        "nora@example.org", subject="Tonight", body="At 19:00.", headers={"List-Id": "reminders"}
    )

    (message,) = read_mail()
    assert (message.to, message.subject, message.body) == (
        ["nora@example.org"],
        "Tonight",
        "At 19:00.",
    )
    assert message.extra_headers["List-Id"] == "reminders"
    assert "nora" not in str(list(Job.objects.values()))


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "starttls", "user"),
    [
        ("smtp://nora:p%40ss@mail.example.org", "mail.example.org", 587, False, True, "nora"),
        ("smtps://mail.example.org", "mail.example.org", 465, True, False, ""),
        ("smtp://localhost:25", "localhost", 25, False, False, ""),
    ],
)
def test_a_mail_server_is_reached_encrypted_unless_it_is_the_relay_next_door(
    url: str, host: Player, port: Any, tls: Any, starttls: Any, user: Any
) -> None:
    found = mail_settings(Config(mail_url=url), FOLDER)

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (tls, starttls)
    assert found["EMAIL_HOST_USER"] == user


def test_the_password_of_a_mail_server_may_hold_any_sign() -> None:
    found = mail_settings(Config(mail_url="smtp://nora:p%40ss@mail.example.org"), FOLDER)

    assert found["EMAIL_HOST_PASSWORD"] == "p@ss"


def test_without_a_mail_server_mail_is_written_to_a_folder() -> None:
    assert mail_settings(Config(), FOLDER)["EMAIL_FILE_PATH"] == FOLDER


@pytest.mark.parametrize("url", ["", "imap://mail.example.org", "smtp://", "post office"])
def test_a_mail_address_that_cannot_be_used_is_named(url: str) -> None:
    with pytest.raises(ConfigError, match="OPENROUNDS_MAIL_URL"):
        mail_settings(Config(mail_url=url), FOLDER)
