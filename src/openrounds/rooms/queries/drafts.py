"""Texts that somebody keeps for later. Nobody else asks these."""

from collections.abc import Sequence

from openrounds.accounts.models import Person
from openrounds.rooms.models import Draft


def drafts_of(person: Person) -> Sequence[Draft]:
    """One's own kept texts, newest first."""
    rows = Draft.objects.filter(person=person).select_related("room")
    return list(rows.order_by("-kept_at"))
