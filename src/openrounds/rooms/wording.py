"""Sentences about rooms that code needs. Everything else that people read stands in templates."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openrounds.engine.privacy import about
from openrounds.engine.text import TextPolicy, TextProblem
from openrounds.rooms.models import Level

LEVEL_SENTENCES: dict[Level, Promise] = {
    Level.INVITED: gettext_lazy("Only people who were invited can read this."),
    Level.PROFESSIONALS: gettext_lazy("Health professionals who are signed in can read this."),
    Level.MEMBERS: gettext_lazy("Everybody who is signed in here can read this."),
    Level.OPEN_UNLISTED: gettext_lazy(
        "Everybody on the web can read this. Search engines are asked to stay out."
    ),
    Level.OPEN_INDEXED: gettext_lazy(
        "Everybody on the web can read this, and search engines may show it."
    ),
}


def day(moment: datetime) -> str:
    """A date in the reader's zone, as people say it: 1 March 2027."""
    return date_format(timezone.localtime(moment), "j F Y")


def day_and_time(moment: datetime) -> str:
    """A date and a time in the reader's zone."""
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def readers(count: int | None, *, reading: int) -> str:
    """How many can read now: `count` accounts, or nothing where the whole web can."""
    now = ngettext("%(n)s is reading now.", "%(n)s are reading now.", reading) % {"n": reading}
    if count is None:
        return now
    able = ngettext("%(n)s person can read it.", "About %(n)s people can read it.", count)
    return f"{able % {'n': about(count)}} {now}"


def text_problem(problem: TextProblem, *, length: int, policy: TextPolicy) -> str:
    """What is wrong with a text."""
    match problem:
        case TextProblem.EMPTY:
            return _("There is no text to send yet.")
        case TextProblem.TOO_LONG:
            return _("This has %(length)s characters. At most %(most)s fit.") % {
                "length": length,
                "most": policy.max_length,
            }
        case TextProblem.TOO_MANY_LINES:
            return _("This has too many lines. At most %(most)s fit.") % {"most": policy.max_lines}
        case TextProblem.BINARY:
            return _("This holds signs that are not text.")


def text_remedy(problem: TextProblem) -> str:
    """What to do about it."""
    match problem:
        case TextProblem.EMPTY:
            return _("Write something, then send it.")
        case TextProblem.TOO_LONG | TextProblem.TOO_MANY_LINES:
            return _("Shorten it, or send it in two posts. Your text is kept.")
        case TextProblem.BINARY:
            return _("Copy it as plain text and try again.")


def kept() -> str:
    """What to do when a post has to wait."""
    return _("Your text is kept. Try again in a moment.")


def slow_mode(wait_s: int) -> str:
    """Why a post has to wait."""
    return ngettext(
        "This room is in slow mode. You can write again in %(s)s second.",
        "This room is in slow mode. You can write again in %(s)s seconds.",
        wait_s,
    ) % {"s": wait_s}


def too_many_posts(sent: int) -> str:
    """Why the next post has to wait."""
    return ngettext(
        "You have sent %(n)s post in the last minute. Please wait a moment.",
        "You have sent %(n)s posts in the last minute. Please wait a moment.",
        sent,
    ) % {"n": sent}


def quiet_until(moment: datetime) -> str:
    """A moderator asked somebody for a pause."""
    return _("A moderator has paused your posts in this room until %(time)s.") % {
        "time": day_and_time(moment)
    }


def edit_would_be_held() -> str:
    """An edit that a moderator would have to see first."""
    return _("With this change a moderator would have to see the post first.")
