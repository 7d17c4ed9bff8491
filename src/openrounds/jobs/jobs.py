"""Background work about background work."""

from django.utils import timezone

from openrounds.jobs import actions
from openrounds.jobs.registry import Payload, handler
from openrounds.jobs.timetable import Entry

FORGET = Entry("jobs.forget_finished", every_s=3600)


@handler(FORGET.kind, atomic=True)
def forget_finished(_: Payload) -> None:
    """Delete finished jobs that have been kept long enough."""
    actions.forget_finished(timezone.now())
