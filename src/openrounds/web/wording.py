"""Sentences of the frame: what happened, and what to do now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Words:
    """A title, what happened, and the next step."""

    title: str
    happened: str
    step: str


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


def method_words() -> Words:
    """The address exists, and does not take this method."""
    return Words(
        title=_("This address does not take that"),
        happened=_("It was asked to do something that it cannot do."),
        step=_("Programs find in the “Allow” header what it can do. People go back one page."),
    )


def not_json_words() -> Words:
    """A program sent a body that is not JSON."""
    return Words(
        title=_("We could not read that"),
        happened=_("The body is not JSON in UTF-8, or it was cut off."),
        step=_("Send one JSON object, or no body at all."),
    )


def fields_words() -> Words:
    """A program sent JSON that does not have the fields we need."""
    return Words(
        title=_("Some fields do not fit"),
        happened=_("The names under “fields” are missing, unknown, or hold something else."),
        step=_("Mend them and send it again. Nothing was saved."),
    )


def sign_in_words() -> Words:
    """A program came without a key, and nobody is signed in."""
    return Words(
        title=_("Sign in first"),
        happened=_("This is only for people who are signed in."),
        step=_("Programs send a key: “Authorization: Bearer or_…”. Make one in your account."),
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


def browser_words() -> dict[str, str]:
    """What the ES modules say, by the keys that they use; `.one` and `.other` are plural forms."""
    return {
        **_stream_words(),
        **_composer_words(),
        "keys.title": _("Keys on this page"),
        "keys.on": _("Use single keys"),
        "keys.close": _("Close"),
        "line.live": _("Live: new posts come by themselves."),
        "line.asking": _("New posts come every few seconds."),
        "line.waiting": _("No connection just now. We keep trying."),
    }


def _stream_words() -> dict[str, str]:
    return {
        "new.one": _("{n} new post"),
        "new.other": _("{n} new posts"),
        "new.from.one": _("A new post, from {name}."),
        "new.from.other": _("{n} new posts, the last from {name}."),
        "waiting.one": _("Paused. {n} new post waits. Go on."),
        "waiting.other": _("Paused. {n} new posts wait. Go on."),
        "pause.on": _("Pause new posts"),
        "pause.off": _("Go on with new posts"),
        "reading.one": _("{n} reading now"),
        "reading.other": _("{n} reading now"),
        "post.edited": _("edited"),
        "post.pinned": _("pinned by the host"),
        "post.to": _("to"),
        "post.late": _("Late, to {label}"),
        "gone.withdrawn": _("The author has withdrawn this post."),
        "gone.removed": _("A moderator has removed this post."),
        "gone.expired": _("This post is gone, as was promised."),
        "question.prepared": _("not asked yet"),
        "question.open": _("open now"),
        "question.closed": _("done"),
        "question.opened": _("{label} is open now: {text}"),
        "chat.planned": _("Planned"),
        "chat.live": _("Live now"),
        "chat.over": _("Over"),
        "chat.cancelled": _("Cancelled"),
        "left.one": _("{n} minute left"),
        "left.other": _("{n} minutes left"),
        "left.none": _("It ends now."),
        "chat.over.said": _("The chat is over."),
        "room.level": _("Who can read this has changed. Load the page again before you write."),
        "room.locked": _("The hosts have closed the room to new posts for now."),
        "room.slow.one": _("Slow mode: one post each second."),
        "room.slow.other": _("Slow mode: one post every {n} seconds."),
        "room.hold": _("A moderator sees each post before it goes out."),
    }


def _composer_words() -> dict[str, str]:
    return {
        "count.left.one": _("{n} character left"),
        "count.left.other": _("{n} characters left"),
        "count.over.one": _("{n} character too many"),
        "count.over.other": _("{n} characters too many"),
        "draft.kept": _("Saved on this device."),
        "draft.back": _("This is what you were writing."),
        "draft.drop": _("Start afresh"),
        "leave.out": _("Leave it out"),
        "instead": _("Say instead: {words}"),
        "undo": _("Undo: back to my own words"),
        "findings.look": _("Have a look at this before it goes out."),
        "offline.kept": _(
            "Saved here on this device. It will go out when you are back on line, "
            "after one more look."
        ),
        "send.now": _("Send it now"),
        "send.failed": _("This could not be sent. Your words are kept. Try again in a moment."),
        "page.again": _("Load the page again"),
        "notice.read": _("Read the notice"),
        "signed.out": _("You are signed out. Your words are saved on this device."),
        "sign.in": _("Sign in in a new tab, then send it."),
        "replying": _("Your answer goes to {name}."),
        "reply.cancel": _("Not as an answer"),
        "sent.published": _("Your post is out."),
        "sent.held": _("A moderator looks at your post first. You will see here what happens."),
        "sent.kept": _("Kept as a draft. Nobody else can see it."),
    }
