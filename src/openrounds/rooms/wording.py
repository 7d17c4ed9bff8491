"""Sentences about rooms that code needs. Everything else that people read stands in templates."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openrounds.engine.privacy import about
from openrounds.engine.text import TextPolicy, TextProblem
from openrounds.rooms.models import Level
from openrounds.rooms.queries.publicness import RoomPublicness

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


NARROWED_SENTENCES: dict[Level, Promise] = {
    Level.INVITED: gettext_lazy("From %(day)s only people who were invited can read it."),
    Level.PROFESSIONALS: gettext_lazy("From %(day)s only health professionals can read it."),
    Level.MEMBERS: gettext_lazy("From %(day)s only people who are signed in can read it."),
    Level.OPEN_UNLISTED: gettext_lazy("From %(day)s search engines are asked to stay out."),
}


def day(moment: datetime) -> str:
    """A date in the reader's zone, as people say it: 1 March 2027."""
    return date_format(timezone.localtime(moment), "j F Y")


def day_and_time(moment: datetime) -> str:
    """A date and a time in the reader's zone."""
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def until(moment: datetime, now: datetime) -> str:
    """How long it is until something begins, as people say it."""
    minutes = int((moment - now).total_seconds()) // 60
    if minutes < 1:
        return _("It begins now.")
    if minutes < 90:
        words = ngettext("It begins in %(n)s minute.", "It begins in %(n)s minutes.", minutes)
        return words % {"n": minutes}
    hours, days = round(minutes / 60), (moment.date() - now.date()).days
    if hours < 24:
        return ngettext("It begins in %(n)s hour.", "It begins in %(n)s hours.", hours) % {
            "n": hours
        }
    return ngettext("It begins in %(n)s day.", "It begins in %(n)s days.", days) % {"n": days}


def time_left(moment: datetime, now: datetime) -> str:
    """How long something goes on."""
    minutes = int((moment - now).total_seconds()) // 60
    if minutes < 1:
        return _("It ends now.")
    return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}


def readers(count: int | None, *, reading: int) -> str:
    """How many can read now: `count` accounts, or nothing where the whole web can."""
    return " ".join(part for part in (able_words(count), reading_words(reading)) if part)


def able_words(count: int | None) -> str:
    """How many accounts can read, roughly; nothing where the whole web can."""
    if count is None:
        return ""
    roughly = about(count)
    if roughly is None:
        return _("Fewer than 10 people can read it.")
    return _("About %(n)s people can read it.") % {"n": number_format(roughly)}


def reading_words(reading: int) -> str:
    """How many have the page open; nothing when nobody has, as when the page is just loading."""
    if not reading:
        return ""
    return ngettext("%(n)s reading now", "%(n)s reading now", reading) % {"n": reading}


def ending_words(publicness: RoomPublicness) -> str:
    """What was promised: when fewer people can read it, and when it is erased."""
    promises = []
    if publicness.narrows_on is not None and publicness.narrows_to is not None:
        promises.append(
            NARROWED_SENTENCES[publicness.narrows_to] % {"day": day(publicness.narrows_on)}
        )
    if publicness.gone_on is not None:
        promises.append(_("Gone on %(day)s.") % {"day": day(publicness.gone_on)})
    return " ".join(promises)


def index_words(publicness: RoomPublicness) -> str:
    """Whether search engines may show it."""
    if publicness.is_indexed:
        return _("Search engines may show it.")
    if publicness.is_open:
        return _("Search engines are asked to stay out.")
    return _("Search engines cannot see it.")


@dataclass(frozen=True, slots=True)
class ReadersWords:
    """How public a place is, as it stands beside the field where one writes."""

    headline: str
    detail: str
    reading: str


def readers_words(publicness: RoomPublicness) -> ReadersWords:
    """The level, how many can read, whether search engines may show it, and when it ends."""
    parts = [able_words(publicness.able)]
    if not publicness.is_open:
        parts.append(index_words(publicness))
    parts.append(ending_words(publicness))
    return ReadersWords(
        headline=str(LEVEL_SENTENCES[publicness.level]),
        detail=" ".join(part for part in parts if part),
        reading=reading_words(publicness.reading),
    )


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


def published() -> str:
    """What became of a post that went out."""
    return _("Your post is out.")


def held() -> str:
    """What became of a post that waits."""
    return _(
        "A moderator looks at your post first. Until then only you and the moderators can see it."
    )


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


def slow_mode_holds(gap_s: int) -> str:
    """What slow mode means while it holds."""
    return ngettext(
        "Slow mode: one post every %(s)s second.", "Slow mode: one post every %(s)s seconds.", gap_s
    ) % {"s": gap_s}


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
