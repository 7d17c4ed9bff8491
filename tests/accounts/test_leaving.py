from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from tests.accounts.conftest import PASSWORD, prove, sign_in, who
from tests.accounts.test_second_factors import set_up_app
from tests.conftest import Player

from openrounds import events
from openrounds.accounts.access import authenticate_bearer
from openrounds.accounts.actions import make_token, start_deletion
from openrounds.accounts.events import PersonDeleted
from openrounds.accounts.models import Person
from openrounds.accounts.slots import Slot, fill
from openrounds.audit.models import LogEntry
from openrounds.events import Listener
from openrounds.jobs.actions import enqueue

PAGE = "/accounts/leave/"


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """Who was deleted, as the apps above us hear it."""
    told: list[int] = []
    before = events.subscriptions()

    def hear(event: PersonDeleted) -> None:
        told.append(event.person_id)

    events.listen({PersonDeleted: [Listener(hear, inline=True)]}, enqueue)
    yield told
    events.listen(before, enqueue)


def test_one_reads_what_goes_and_what_stays_before_anything_happens(at_home: Player) -> None:
    fill(Slot.STAYS, lambda _: "Your posts, under “somebody who has left”.")

    page = at_home.get(PAGE).content.decode()

    assert "your handle, your e-mail address and your password" in page
    assert "somebody who has left" in page
    assert "This cannot be undone" in page
    assert who(at_home) == "nora"


def test_leaving_asks_once_more_who_one_is(at_home: Player) -> None:
    answer = at_home.post(PAGE, {"handle": "nora"})

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Person.objects.get(handle="nora").is_active


def test_after_the_password_one_need_not_type_the_handle_again(at_home: Player, heard: Any) -> None:
    asked = at_home.post(PAGE, {"handle": "nora"}).headers["Location"]

    answer = at_home.post(asked, {"password": PASSWORD, "next": PAGE})

    assert answer.headers["Location"] == "/accounts/gone/"
    assert heard == [at_home.person.pk]


def test_another_handle_deletes_nothing(at_home: Player) -> None:
    prove(at_home)

    answer = at_home.post(PAGE, {"handle": "norah"})

    assert "This is not your handle" in answer.content.decode()
    assert who(at_home) == "nora"


def test_everything_that_tells_who_it_was_goes_at_once(at_home: Player, heard: Any) -> None:
    set_up_app(at_home)
    key = make_token(at_home.person, name="my reader", may_write=True)
    other = sign_in(at_home.person)

    at_home.post(PAGE, {"handle": "nora"})

    person = Person.objects.get(pk=at_home.person.pk)
    assert not person.is_active
    assert person.handle.startswith("gone-")
    assert (person.email, person.last_login) == ("", None)
    assert not person.has_usable_password()
    assert person.log_ref != at_home.person.log_ref
    for table in (EmailAddress, Authenticator, UserSession):
        assert not table.objects.filter(user=person).exists()
    assert authenticate_bearer(f"Bearer {key}") is None
    assert [who(at_home), who(other)] == [None, None]
    assert heard == [person.pk]


def test_the_log_keeps_that_somebody_left_and_nothing_ties_it_to_the_empty_row(
    at_home: Player,
) -> None:
    before = at_home.person.log_ref

    start_deletion(at_home.person)

    assert LogEntry.objects.get(action="person.deleted").actor_ref == before
    assert not Person.objects.filter(log_ref=before).exists()


def test_handle_and_address_are_free_again(at_home: Player, visitor: Client) -> None:
    start_deletion(at_home.person)

    visitor.post(
        "/accounts/signup/",
        {"username": "nora", "email": "nora@example.org", "password1": "seven quiet geese"},
    )

    assert Person.objects.filter(handle="nora").count() == 1


def test_the_last_administrator_is_asked_to_find_another_first(administrator: Player) -> None:
    answer = administrator.post(PAGE, {"handle": "administrator"})

    assert answer.status_code == 409
    assert "last administrator" in answer.content.decode()
    assert Person.objects.get(handle="administrator").is_active


def test_a_deleted_account_does_not_appear_among_the_people(
    at_home: Player, administrator: Player
) -> None:
    start_deletion(at_home.person)

    page = administrator.get("/accounts/people/").content.decode()

    assert "gone-" not in page
    assert administrator.get(f"/accounts/people/{at_home.person.log_ref}/").status_code == 404
