from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.accounts.conftest import link_in, read_mail, sign_in, who
from tests.conftest import Player

from openrounds.accounts.access import has_role
from openrounds.accounts.models import Person, Role
from openrounds.audit.models import LogEntry

PAGE = "/accounts/people/"


def page_of(player: Player) -> str:
    return f"{PAGE}{player.person.log_ref}/"


def test_people_are_found_by_part_of_a_handle_or_a_whole_address(
    administrator: Player, patient: Player, stranger: Player
) -> None:
    by_handle = administrator.get(f"{PAGE}?search=PATI").content.decode()
    by_address = administrator.get(f"{PAGE}?search=patient@example.org").content.decode()
    by_half = administrator.get(f"{PAGE}?search=patient@").content.decode()

    for found in (by_handle, by_address):
        assert page_of(patient) in found
        assert page_of(stranger) not in found
    assert page_of(patient) not in by_half


def test_no_address_and_no_number_of_the_store_is_shown(
    administrator: Player, patient: Player
) -> None:
    for page in (PAGE, page_of(patient)):
        assert "patient@example.org" not in administrator.get(page).content.decode()


def test_many_people_come_page_by_page(
    administrator: Player, new_player: Callable[..., Player]
) -> None:
    for number in range(60):
        Person.objects.create(handle=f"p{number:02}")

    first = administrator.get(PAGE).content.decode()
    second = administrator.get(f"{PAGE}?after=p48").content.decode()

    assert "after=p48" in first
    assert "p49" in second
    assert ">p48<" not in second


def test_an_administrator_gives_and_takes_roles_with_a_reason(
    administrator: Player, patient: Player
) -> None:
    administrator.post(f"{page_of(patient)}grant/", {"role": "host", "reason": "runs Mondays"})
    assert has_role(Person.objects.get(handle="patient"), Role.HOST)
    assert "runs Mondays" in administrator.get(page_of(patient)).content.decode()

    administrator.post(f"{page_of(patient)}revoke/host/", {"reason": "has moved away"})
    assert not has_role(Person.objects.get(handle="patient"), Role.HOST)
    assert "has moved away" in administrator.get(page_of(patient)).content.decode()


@pytest.mark.parametrize("fields", [{"role": "host"}, {"role": "king", "reason": "wants to"}])
def test_without_a_reason_or_with_an_unknown_role_nothing_changes(
    administrator: Player, patient: Player, fields: Any
) -> None:
    administrator.post(f"{page_of(patient)}grant/", fields)

    assert not Person.objects.get(handle="patient").roles.exists()


def test_nobody_is_made_a_clinician_by_somebody_else(
    administrator: Player, patient: Player
) -> None:
    administrator.post(
        f"{page_of(patient)}grant/", {"role": "clinician_claimed", "reason": "she is"}
    )

    assert not Person.objects.get(handle="patient").roles.exists()


def test_a_shut_account_is_out_at_once_and_can_be_opened_again(
    administrator: Player, at_home: Player
) -> None:
    administrator.post(f"{page_of(at_home)}shut/", {"to": "shut", "reason": "was taken over"})
    assert who(at_home) is None
    assert who(sign_in(at_home.person)) is None
    assert "was taken over" in administrator.get(page_of(at_home)).content.decode()

    administrator.post(f"{page_of(at_home)}shut/", {"to": "open", "reason": "she is back"})
    assert who(sign_in(at_home.person)) == "nora"
    logged = LogEntry.objects.filter(action__startswith="person.").values_list("action", flat=True)
    assert list(logged) == ["person.joined", "person.deactivated", "person.reactivated"]


def test_the_last_administrator_can_be_neither_shut_nor_stripped(administrator: Player) -> None:
    shut = administrator.post(f"{page_of(administrator)}shut/", {"to": "shut", "reason": "x"})
    stripped = administrator.post(f"{page_of(administrator)}revoke/administrator/", {"reason": "x"})

    assert [shut.status_code, stripped.status_code] == [409, 409]
    assert has_role(Person.objects.get(handle="administrator"), Role.ADMINISTRATOR)


def test_an_account_made_by_an_administrator_gets_a_link_to_choose_a_password(
    administrator: Player, visitor: Client
) -> None:
    administrator.post(f"{PAGE}invite/", {"handle": "Guest", "email": "guest@example.org"})
    (message,) = read_mail()
    assert message.to == ["guest@example.org"]
    form = visitor.get(link_in(message)).headers["Location"]

    visitor.post(form, {"password1": "nine loud herons", "password2": "nine loud herons"})

    guest = Person.objects.get(handle="guest")
    assert who(sign_in(guest, "nine loud herons")) == "guest"


def test_an_account_for_an_address_that_is_known_is_refused_in_words(
    administrator: Player, patient: Player
) -> None:
    answer = administrator.post(
        f"{PAGE}invite/", {"handle": "second", "email": "patient@example.org"}
    )

    assert answer.status_code == 409
    assert "belongs to an account already" in answer.content.decode()


@pytest.mark.parametrize(
    "url", ["", "invite/", "{ref}/", "{ref}/grant/", "{ref}/revoke/host/", "{ref}/shut/"]
)
def test_these_pages_are_for_administrators_alone(
    visitor: Client, host: Player, moderator: Player, patient: Player, url: str
) -> None:
    path = PAGE + url.format(ref=patient.person.log_ref)

    for player in (patient, host, moderator):
        for ask in (player.get, player.post):
            assert ask(path).status_code in {403, 405}
    assert visitor.post(path, {"reason": "x"}).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("act", ["revoke/host/", "shut/", "revoke/king/"])
def test_without_a_reason_nothing_is_taken_and_nothing_shut(
    administrator: Player, host: Player, act: str
) -> None:
    fields = {"reason": "" if act != "revoke/king/" else "because"}

    answer = administrator.post(f"{page_of(host)}{act}", fields, follow=True)

    assert "Say why" in answer.content.decode()
    person = Person.objects.get(handle="host")
    assert person.is_active
    assert has_role(person, Role.HOST)
