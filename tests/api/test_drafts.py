"""Texts kept for later, through the interface."""

from collections.abc import Callable

from tests.api.conftest import Program
from tests.conftest import Player


def test_a_draft_is_kept_and_erased(patients: Program) -> None:
    kept = patients.post("rooms/gynae/drafts", text="Not yet.")

    assert kept.status == 201
    assert patients.get("me/drafts")["items"] == [kept.body]
    assert patients.delete(f"me/drafts/{kept['id']}").status == 204
    assert patients.get("me/drafts")["items"] == []


def test_a_draft_is_seen_by_its_author_alone(
    patients: Program, hosts: Program, program: Callable[..., Program], administrator: Player
) -> None:
    kept = patients.post("rooms/gynae/drafts", text="Not yet.")["id"]

    for other in (hosts, program(administrator)):
        assert other.get("me/drafts")["items"] == []
        assert other.delete(f"me/drafts/{kept}").status == 404
    assert len(patients.get("me/drafts")["items"]) == 1
