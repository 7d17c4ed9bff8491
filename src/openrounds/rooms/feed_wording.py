"""What entries of a feed are called."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openrounds.rooms.models import ChatState, LiveChat, Post


def post_title(post: Post) -> str:
    """Who wrote, and to which question."""
    if post.question is None:
        return post.author.pseudonym
    return f"{post.author.pseudonym}, {post.question.label}"


def chat_title(chat: LiveChat) -> str:
    """The state of a chat and its title."""
    match chat.state:
        case ChatState.LIVE:
            return _("Live now: %(title)s") % {"title": chat.title}
        case ChatState.OVER:
            return _("Chat over: %(title)s") % {"title": chat.title}
        case ChatState.CANCELLED:
            return _("Called off: %(title)s") % {"title": chat.title}
        case _other:
            return _("Chat planned: %(title)s") % {"title": chat.title}


def chat_text(chat: LiveChat) -> str:
    """When it is, in its own zone, and what it is about."""
    start = chat.starts_at.astimezone(ZoneInfo(chat.time_zone))
    when = f"{date_format(start, 'l j F Y, H:i')} ({chat.time_zone})"
    return f"{when}\n\n{chat.intro}" if chat.intro else when
