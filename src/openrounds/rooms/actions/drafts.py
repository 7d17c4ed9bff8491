"""Texts kept for later."""

from django.db import transaction
from django.utils import timezone

from openrounds.accounts.models import Person
from openrounds.errors import NotAllowed
from openrounds.rooms.access import Viewer, access_draft
from openrounds.rooms.models import Draft, Question

KEPT_DRAFTS = 50


@transaction.atomic
def keep_draft(viewer: Viewer, text: str, *, question: Question | None = None) -> Draft:
    """Keep a text for later. Only its author sees it; the oldest go when there are too many."""
    if viewer.person is None:
        raise NotAllowed("Drafts are kept for people who are signed in.", remedy="Sign in first.")
    draft = Draft.objects.create(
        room=viewer.room,
        person=viewer.person,
        question=question,
        text=text[:4000],
        kept_at=timezone.now(),
    )
    old = Draft.objects.filter(person=viewer.person).order_by("-kept_at")[KEPT_DRAFTS:]
    Draft.objects.filter(pk__in=[row.pk for row in old]).delete()
    return draft


@transaction.atomic
def forget_draft(person: Person, public_id: str) -> None:
    """Erase a draft."""
    access_draft(person, public_id).delete()
