"""Upward news: an app says what happened; who listens stands in `project/subscriptions.py`.

`emit` runs inline listeners at once, in the caller's transaction, and hands the others to the
background work in the same transaction: news is neither lost nor told of what was rolled back.
"""

from openrounds.events._bus import (
    Event,
    Listener,
    Table,
    emit,
    event_from_payload,
    listen,
    subscriptions,
)

__all__ = ["Event", "Listener", "Table", "emit", "event_from_payload", "listen", "subscriptions"]
