from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from tests.accounts.conftest import PASSWORD, link_in, read_mail, sign_in, who
from tests.conftest import Player

from openrounds.accounts.actions import deactivate
from openrounds.accounts.models import Person

PAGE = "/accounts/login/"


@pytest.mark.parametrize(
    "login", ["nora", "Nora", " nora ", "nora@example.org", "Nora@Example.org"]
)
def test_one_signs_in_with_handle_or_address_however_typed(
    nora: Person, visitor: Client, login: Any
) -> None:
    visitor.post(PAGE, {"login": login, "password": PASSWORD})

    assert who(visitor) == "nora"


def test_without_the_tick_the_session_ends_with_the_browser(nora: Person, visitor: Client) -> None:
    shared = visitor.post(PAGE, {"login": "nora", "password": PASSWORD})
    own = Client().post(PAGE, {"login": "nora", "password": PASSWORD, "remember": "on"})

    assert shared.cookies["sessionid"]["max-age"] == ""
    assert own.cookies["sessionid"]["max-age"] > 0


@pytest.mark.parametrize(
    ("known", "unknown"),
    [("nora", "nobody"), ("nora@example.org", "nobody@example.org")],
)
def test_a_wrong_password_looks_and_lasts_the_same_for_known_and_unknown(
    nora: Person, hashes: Callable[[], int], known: Any, unknown: Any
) -> None:
    pages, times = [], []
    for login in (known, unknown):
        answer = Client().post(PAGE, {"login": login, "password": "not this one"})
        times.append(hashes())
        pages.append(answer.content.decode().replace(login, "…"))

    assert times == [1, 1]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert "do not belong together" in pages[0]


def without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_an_account_without_a_password_takes_as_long_as_any(
    patient: Player, hashes: Callable[[], int]
) -> None:
    Client().post(PAGE, {"login": "patient", "password": "not this one"})

    assert hashes() == 1


def test_too_many_attempts_from_one_network_are_answered_with_words_and_a_time(
    nora: Person, settings: Settings
) -> None:
    settings.LOG_INS_PER_MINUTE = 3
    for _ in range(3):
        Client().post(PAGE, {"login": "nora", "password": "not this one"})

    answer = Client().post(PAGE, {"login": "nora", "password": PASSWORD})

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert "A little slower" in answer.content.decode()
    assert PASSWORD not in answer.content.decode()


def test_who_guesses_at_one_account_is_stopped_wherever_they_sit(
    nora: Person, settings: Settings
) -> None:
    settings.LOG_INS_PER_MINUTE = 1000
    for _ in range(5):
        Client().post(PAGE, {"login": "nora", "password": "not this one"})

    answer = Client().post(PAGE, {"login": "nora", "password": PASSWORD})

    assert "Too many attempts did not succeed" in answer.content.decode()


def test_a_shut_account_is_told_so_only_with_the_right_password(
    nora: Person, administrator: Player, visitor: Client
) -> None:
    deactivate(nora, by=administrator.person, reason="asked us to")

    wrong = visitor.post(PAGE, {"login": "nora", "password": "not this one"})
    right = visitor.post(PAGE, {"login": "nora", "password": PASSWORD})

    assert "do not belong together" in wrong.content.decode()
    assert right.headers["Location"] == "/accounts/inactive/"
    assert who(visitor) is None


def test_one_comes_back_to_the_page_one_wanted_but_to_no_other_site(nora: Person) -> None:
    wanted = Client().post(f"{PAGE}?next=/accounts/keys/", {"login": "nora", "password": PASSWORD})
    elsewhere = Client().post(
        f"{PAGE}?next=https://evil.example/", {"login": "nora", "password": PASSWORD}
    )

    assert wanted.headers["Location"] == "/accounts/keys/"
    assert elsewhere.headers["Location"] == "/"


def test_signing_out_takes_a_post(at_home: Player) -> None:
    at_home.get("/accounts/logout/")
    assert who(at_home) == "nora"

    at_home.post("/accounts/logout/")
    assert who(at_home) is None


def test_a_new_password_comes_by_mail_and_signs_out_every_browser(
    nora: Person, at_home: Player, visitor: Client
) -> None:
    visitor.post("/accounts/password/reset/", {"email": "nora@example.org"})
    (message,) = read_mail()
    form = visitor.get(link_in(message)).headers["Location"]
    new = "nine loud herons"

    visitor.post(form, {"password1": new, "password2": new})

    assert who(at_home) is None
    assert who(sign_in(nora)) is None
    assert who(sign_in(nora, new)) == "nora"
    (notice,) = read_mail()
    assert "password is new" in notice.subject


def test_a_link_for_a_new_password_opens_once(nora: Person, visitor: Client) -> None:
    visitor.post("/accounts/password/reset/", {"email": "nora@example.org"})
    link = link_in(read_mail()[0])
    form = visitor.get(link).headers["Location"]
    visitor.post(form, {"password1": "nine loud herons", "password2": "nine loud herons"})

    assert "does not open any more" in Client().get(link).content.decode()


def test_asking_for_a_new_password_says_the_same_for_known_and_unknown(
    nora: Person, hashes: Callable[[], int]
) -> None:
    answers, times = [], []
    for email in ("nora@example.org", "nobody@example.org"):
        client = Client()
        answer = client.post("/accounts/password/reset/", {"email": email})
        times.append(hashes())
        answers.append(
            (
                answer.status_code,
                answer.headers["Location"],
                client.get(answer.headers["Location"]).content,
            )
        )

    assert times == [0, 0]
    assert answers[0] == answers[1]
    assert [message.to for message in read_mail()] == [["nora@example.org"], ["nobody@example.org"]]


def test_changing_the_password_asks_for_the_old_one_and_tells_by_mail(at_home: Player) -> None:
    page = "/accounts/password/change/"
    new = {"password1": "nine loud herons", "password2": "nine loud herons"}

    refused = at_home.post(page, {"oldpassword": "not this one", **new})
    assert "This is not your present password" in refused.content.decode()

    at_home.post(page, {"oldpassword": PASSWORD, **new})
    assert Person.objects.get(handle="nora").check_password("nine loud herons")
    assert who(at_home) == "nora"
    assert [message.to for message in read_mail()] == [["nora@example.org"]]


def test_a_new_address_counts_only_after_its_owner_said_yes(at_home: Player) -> None:
    page = "/accounts/email/"
    at_home.post(page, {"email": "new@example.org", "action_add": ""})
    at_home.post("/accounts/reauthenticate/?next=/accounts/email/", {"password": PASSWORD})
    at_home.post(page, {"email": "new@example.org", "action_add": ""})
    assert Person.objects.get(handle="nora").email == "nora@example.org"
    message = next(one for one in read_mail() if one.to == ["new@example.org"])

    at_home.post(link_in(message))

    assert Person.objects.get(handle="nora").email == "new@example.org"
    assert ["nora@example.org"] in [one.to for one in read_mail()]
