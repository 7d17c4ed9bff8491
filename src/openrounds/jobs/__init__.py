"""Background work: enqueued in the transaction of its cause, retried, and never silently lost.

A kind of work is declared once with `handler`; `jobs.actions.enqueue` asks for it;
`jobs.worker` does it, in a thread of the server or in processes of its own.
"""

from openrounds.jobs.registry import handler, register
from openrounds.jobs.retries import RetryPolicy
from openrounds.jobs.timetable import Entry

__all__ = ["Entry", "RetryPolicy", "handler", "register"]
