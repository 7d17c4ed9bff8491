"""What rooms show on the pages of one's account: mail, and what a deletion takes and leaves."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

from openrounds.accounts.access import access_person
from openrounds.rooms.queries.mail import mail_choices


def mail(request: HttpRequest) -> str:
    """News of rooms and reminders of chats."""
    choices = mail_choices(access_person(request.user))
    return render_to_string("rooms/mail_choices.html", {"choices": choices}, request)


def goes_at_once(_request: HttpRequest) -> str:
    """What nobody but its owner ever saw."""
    return escape(_("your drafts, your reminders, your calendar addresses"))


def goes_within_the_hour(_request: HttpRequest) -> str:
    """What others saw under a pseudonym."""
    return escape(
        _(
            "within the hour, at a different moment for each: your place in every room, and the "
            "questions you sent to hosts"
        )
    )


def stays(_request: HttpRequest) -> str:
    """What belongs to a conversation with others."""
    return escape(
        _(
            "In rooms: your posts and reactions, under the names you chose there. Nothing says any "
            "more whose they were. Withdraw first what you do not want to leave."
        )
    )
