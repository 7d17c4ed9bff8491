"""Mail goes out as background work, so that no page waits for a mail server, and none is lost."""

from collections.abc import Mapping

from openrounds.jobs.actions import enqueue

DELIVER = "accounts.mail"


def queue_mail(
    to: str, *, subject: str, body: str, headers: Mapping[str, str] | None = None
) -> None:
    """Have one plain text mail sent, in the caller's transaction."""
    enqueue(DELIVER, {"to": to, "subject": subject, "body": body, "headers": dict(headers or {})})
