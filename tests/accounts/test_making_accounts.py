from typing import Any

import pytest
from tests.conftest import Player

from openrounds.accounts.actions import create_person, deactivate, reactivate
from openrounds.accounts.limits import surroundings
from openrounds.accounts.models import Person
from openrounds.audit.models import LogEntry
from openrounds.errors import Conflict

NOWHERE = "0.0.0.0"  # noqa: S104 - as it is kept


@pytest.mark.parametrize(
    ("handle", "email"),
    [
        ("NORA", "other@example.org"),
        ("two words", "other@example.org"),
        ("other", "no address"),
        ("other", "Nora@Example.org"),
    ],
)
def test_what_is_taken_or_cannot_be_is_refused_and_nothing_is_made(
    nora: Person, handle: Any, email: Any
) -> None:
    with pytest.raises(Conflict):
        create_person(handle, email)

    assert Person.objects.count() == 1


def test_a_handle_has_one_form_however_it_is_written(db: None) -> None:
    assert create_person("\uff2eora", "nora@example.org").handle == "nora"


def test_without_a_password_none_fits(db: None) -> None:
    person = create_person("nora", "nora@example.org")

    assert not person.check_password("")
    assert not person.has_usable_password()


def test_shutting_and_opening_twice_counts_once(nora: Person, administrator: Player) -> None:
    for _ in range(2):
        deactivate(nora, by=administrator.person, reason="asked us to")
    for _ in range(2):
        reactivate(nora, by=administrator.person, reason="is back")

    assert LogEntry.objects.filter(action__startswith="person.").count() == 3


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:aa:bb::1", "2001:db8:aa::"),
        ("", NOWHERE),
        ("unix:", NOWHERE),
    ],
)
def test_of_an_address_the_surroundings_are_kept(address: Any, kept: Any) -> None:
    assert surroundings(address) == kept
