"""Sentences of the frame: what happened, and what to do now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext


@dataclass(frozen=True, slots=True)
class Words:
    """A title, what happened, and the next step."""

    title: str
    happened: str
    step: str


# The titles of the error tree, here so that translators meet them (a test compares the two).
ERROR_TITLES = (
    gettext_noop("Something went wrong"),
    gettext_noop("Sign in first"),
    gettext_noop("You cannot do this here"),
    gettext_noop("There is nothing here"),
    gettext_noop("This has changed meanwhile"),
    gettext_noop("This could not be saved"),
    gettext_noop("This text cannot go out as it is"),
    gettext_noop("Please read the notice first"),
    gettext_noop("Nobody can post here now"),
    gettext_noop("A little slower, please"),
    gettext_noop("Not available just now"),
    gettext_noop("A setting is wrong"),
)


def duration_words(seconds: int) -> str:
    """A short wait as people say it: "20 seconds", "3 minutes", "2 hours"."""
    if seconds < 90:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if seconds < 90 * 60:
        minutes = -(-seconds // 60)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = -(-seconds // 3600)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def too_many_words(wait_s: int) -> Words:
    """Somebody did one thing many times in a short while."""
    return Words(
        title=_("A little slower, please"),
        happened=_("That was a lot in a short time. It works again in %(wait)s.")
        % {"wait": duration_words(wait_s)},
        step=_("Wait a moment, then send it again."),
    )


def bad_request_words() -> Words:
    """The request itself cannot be read."""
    return Words(
        title=_("We could not read that"),
        happened=_("Something in the address or the form was cut off or changed on its way."),
        step=_("Go back one page and try once more."),
    )


def not_allowed_words() -> Words:
    """The visitor has no right to this."""
    return Words(
        title=_("You cannot do this here"),
        happened=_("This place or this step is for other people, or for another role."),
        step=_("If you have an account, sign in. If you think this is wrong, tell the host."),
    )


def not_found_words() -> Words:
    """Nothing is at this address, or nothing this visitor may know of."""
    return Words(
        title=_("There is nothing here"),
        happened=_("The address may be mistyped, or what was here has gone or is not public."),
        step=_("Go to the first page and look from there."),
    )


def too_large_words() -> Words:
    """More was sent than we take."""
    return Words(
        title=_("That is too much at once"),
        happened=_("What you sent is larger than this place can take."),
        step=_("Send less, or send it in parts."),
    )


def broken_words() -> Words:
    """A fault of ours."""
    return Words(
        title=_("Something went wrong on our side"),
        happened=_("It was nothing you did. The people who run this place can see it."),
        step=_("Try again. If it happens again, tell them the number below."),
    )


def unavailable_words() -> Words:
    """The store does not answer, or is full."""
    return Words(
        title=_("Not available just now"),
        happened=_("We cannot read or save anything at this moment. Nothing was half saved."),
        step=_("Wait a few seconds and try again."),
    )


def form_expired_words() -> Words:
    """The proof that a form came from our own page is missing or too old."""
    return Words(
        title=_("This page was open for too long"),
        happened=_("We could not be sure that this came from our own page, so nothing was sent."),
        step=_("Your words are below. Look at them once more, then send them."),
    )
