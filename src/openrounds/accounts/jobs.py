"""Mail, and sweeping up what nobody needs any more."""

from django.core.mail import EmailMessage
from django.utils import timezone

from openrounds.accounts import actions
from openrounds.accounts.mail import DELIVER
from openrounds.jobs import Entry, handler
from openrounds.jobs.registry import Payload

SWEEP = Entry("accounts.sweep", every_s=24 * 3600, at_s=3 * 3600 + 1200)


@handler(DELIVER)
def deliver(payload: Payload) -> None:
    """Hand one mail to the mail server."""
    EmailMessage(
        subject=payload["subject"],
        body=payload["body"],
        to=[payload["to"]],
        headers=payload["headers"],
    ).send()


@handler(SWEEP.kind)
def sweep(_: Payload) -> None:
    """Forget sessions and links that have run out, and sign-ups that were never confirmed."""
    actions.sweep(timezone.now())
