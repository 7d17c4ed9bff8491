"""Who hears of what: the only table. `inline` listeners share the transaction of the change."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from openrounds import events, jobs
from openrounds.accounts.events import (
    PersonDeactivated,
    PersonDeleted,
    RoleRevoked,
    SessionsEnded,
)
from openrounds.events import Event, Listener, Table
from openrounds.jobs.actions import enqueue
from openrounds.moderation.events import CaseDecided
from openrounds.moderation.jobs import open_case, settle_case, tell_author
from openrounds.rooms.events import PostEdited, PostGone, PostHeld
from openrounds.rooms.fragments import forget_post
from openrounds.rooms.jobs import forget_person
from openrounds.rooms.jobs.hearing import cut_streams

SUBSCRIPTIONS: Table = {
    PersonDeactivated: [Listener(cut_streams)],
    RoleRevoked: [Listener(cut_streams)],
    SessionsEnded: [Listener(cut_streams)],
    PersonDeleted: [Listener(forget_person, inline=True)],
    PostHeld: [Listener(open_case, inline=True)],
    PostEdited: [Listener(forget_post, inline=True)],
    PostGone: [Listener(settle_case, inline=True), Listener(forget_post, inline=True)],
    CaseDecided: [Listener(tell_author)],
}


def connect() -> None:
    """Install the table, and register the background work of its listeners."""
    # A set: one listener may hear of several events.
    for listener in {one for listeners in SUBSCRIPTIONS.values() for one in listeners}:
        if not listener.inline:
            jobs.register(listener.kind, partial(_tell, listener))
    events.listen(SUBSCRIPTIONS, enqueue)


def _tell(listener: Listener, payload: Mapping[str, Any]) -> None:
    event: Event = events.event_from_payload(payload)
    listener.handle(event)
