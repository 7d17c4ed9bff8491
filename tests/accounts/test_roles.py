from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import Player

from openrounds.accounts.access import has_role, person_by_id, roles_of
from openrounds.accounts.actions import grant_role, revoke_role
from openrounds.accounts.models import Person, Role
from openrounds.audit.models import LogEntry
from openrounds.errors import Conflict


def test_an_administrator_may_do_what_a_moderator_and_a_host_may(administrator: Player) -> None:
    assert has_role(administrator.person, Role.MODERATOR)
    assert has_role(administrator.person, Role.HOST)


def test_a_moderator_is_no_administrator_and_no_host(moderator: Player) -> None:
    assert not has_role(moderator.person, Role.ADMINISTRATOR)
    assert not has_role(moderator.person, Role.HOST)


def test_nobody_claims_to_be_a_clinician_by_being_an_administrator(administrator: Player) -> None:
    assert not has_role(administrator.person, Role.CLINICIAN_CLAIMED)


def test_everybody_signed_in_is_a_member_and_a_shut_account_is_nothing(patient: Player) -> None:
    assert roles_of(patient.person) == {Role.MEMBER}

    patient.person.is_active = False

    assert roles_of(patient.person) == frozenset()


def test_a_granted_role_counts_at_once_and_is_logged_without_the_words_of_the_reason(
    administrator: Player, patient: Player
) -> None:
    assert not has_role(patient.person, Role.HOST)

    grant_role(patient.person, Role.HOST, by=administrator.person, reason="runs the Monday chat")

    assert has_role(patient.person, Role.HOST)
    entry = LogEntry.objects.get(action="role.granted")
    assert entry.actor_ref == administrator.person.log_ref
    assert (entry.object_kind, entry.object_ref) == ("person", patient.person.log_ref)
    assert entry.detail == {"role": "host"}
    assert len(entry.content_hash) == 64


def test_a_role_taken_back_stays_as_history_and_can_be_given_again(
    administrator: Player, host: Player
) -> None:
    revoke_role(host.person, Role.HOST, by=administrator.person, reason="asked to rest")

    assert not has_role(host.person, Role.HOST)
    past = host.person.roles.get(role=Role.HOST)
    assert (past.ended_reason, past.ended_by_ref) == ("asked to rest", administrator.person.log_ref)

    grant_role(host.person, Role.HOST, by=administrator.person)

    assert has_role(host.person, Role.HOST)
    assert host.person.roles.count() == 2


def test_giving_a_role_twice_and_taking_one_that_is_not_held_change_nothing(
    administrator: Player, host: Player
) -> None:
    grant_role(host.person, Role.HOST, by=administrator.person)
    revoke_role(host.person, Role.MODERATOR, by=administrator.person)

    assert host.person.roles.count() == 1
    assert not LogEntry.objects.filter(action__startswith="role.").exists()


def test_the_last_administrator_cannot_be_taken_away(
    administrator: Player, new_player: Callable[..., Player]
) -> None:
    with pytest.raises(Conflict):
        revoke_role(administrator.person, Role.ADMINISTRATOR, by=administrator.person)

    new_player("second", Role.ADMINISTRATOR)
    revoke_role(administrator.person, Role.ADMINISTRATOR, by=administrator.person)

    assert not has_role(administrator.person, Role.ADMINISTRATOR)


def test_a_person_comes_with_all_roles_in_one_query(
    new_player: Callable[..., Player], django_assert_num_queries: Any
) -> None:
    player = new_player("busy", Role.HOST, Role.MODERATOR)

    with django_assert_num_queries(1):
        person = person_by_id(player.person.pk)
        assert roles_of(person) == {Role.MEMBER, Role.HOST, Role.MODERATOR}


def test_two_handles_that_differ_only_in_their_letters_case_are_one(db: None) -> None:
    Person.objects.create(handle="nora", email="nora@example.org")

    assert Person.objects.get_by_natural_key("Nora ").handle == "nora"
