"""The link in each mail that stops this kind of mail: no account, no sign-in, one press."""

from dataclasses import dataclass
from enum import StrEnum

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from openrounds.errors import NotFound
from openrounds.web.addresses import absolute

SALT = "openrounds.rooms.stop"


class MailKind(StrEnum):
    """What mail about rooms there is."""

    DIGEST = "digest"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Stop:
    """What is to stop: the news of a membership, or the reminders of a chat, by public id."""

    kind: MailKind
    ref: str


def stop_url(stop: Stop) -> str:
    """The address that stops it. It holds for as long as the mail lies in somebody's box."""
    token = signing.dumps([stop.kind, stop.ref], salt=SALT)
    return absolute(reverse("rooms:stop_mail", args=[token]))


def stop_from(token: str) -> Stop:
    """What an address stops."""
    try:
        kind, ref = signing.loads(token, salt=SALT)
        return Stop(MailKind(kind), str(ref))
    except (signing.BadSignature, ValueError) as error:
        raise NotFound(
            _("This link has been cut off or changed on its way."),
            remedy=_("Open it from the mail again, or choose your mail in your account."),
        ) from error
