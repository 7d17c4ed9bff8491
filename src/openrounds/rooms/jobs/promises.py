"""What was promised for a day happens on that day."""

from django.utils import timezone

from openrounds.jobs import Entry, handler
from openrounds.jobs.registry import Payload
from openrounds.rooms.actions.rooms import apply_due_narrowings
from openrounds.rooms.actions.timekeeping import close_gone_room, close_overdue_chats
from openrounds.rooms.models import Room, RoomState

KEEP = Entry("rooms.keep_promises", every_s=60)


@handler(KEEP.kind, urgent=True)
def keep_promises(_: Payload) -> None:
    """Narrow rooms, erase rooms whose last day has come, close chats that nobody closed."""
    now = timezone.now()
    apply_due_narrowings(now)
    for room in Room.objects.filter(gone_at__lte=now).exclude(state=RoomState.GONE):
        close_gone_room(room, now)
    close_overdue_chats(now)
