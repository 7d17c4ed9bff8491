"""The HTML of posts, kept for the next reader: most readers of a room see the same.

The key holds everything that a post shows, so that a change can never show an old text. What a
post showed is dropped as soon as it is changed or gone; other processes drop it with age.
"""

import re
from dataclasses import replace

from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from openrounds.rooms.events import PostEdited, PostGone
from openrounds.rooms.queries.cards import PostCard
from openrounds.web.templatetags.web_text import linked

ACTIONS = "rooms/parts/post_actions.html"
TEXT_HERE = "\N{OBJECT REPLACEMENT CHARACTER}text"
INDENTATION = re.compile(r"\s*\n\s*")
MOST_POSTS = 2_000
MOST_VARIANTS = 16

_Key = tuple[PostCard, str | None, str]
_kept: dict[str, dict[_Key, SafeString]] = {}


def post_html(card: PostCard) -> SafeString:
    """One post as it stands in a stream, in the reader's language and time zone."""
    key = (card, translation.get_language(), timezone.get_current_timezone_name())
    html = _kept.get(card.id, {}).get(key)
    if html is None:
        html = _rendered(card)
        _keep(card.id, key, html)
    return html


def _rendered(card: PostCard) -> SafeString:
    """The post's HTML without the indentation of its template; its text stays as it was typed."""
    template = get_template("web/parts/post.html")
    author = card.author.id if card.author else ""
    context = {
        "post": replace(card, text=TEXT_HERE),
        "me": author if card.actions.is_mine else "",
        "actions": ACTIONS if card.actions.any else "",
    }
    html = INDENTATION.sub("\n", template.render(context))
    return SafeString(html.replace(TEXT_HERE, linked(card.text), 1))


def _keep(post: str, key: _Key, html: SafeString) -> None:
    variants = _kept.setdefault(post, {})
    if len(variants) >= MOST_VARIANTS:
        variants.clear()
    variants[key] = html
    while len(_kept) > MOST_POSTS:
        _kept.pop(next(iter(_kept)), None)


def forget_post(event: PostEdited | PostGone) -> None:
    """Drop what is kept of a post that was changed or is gone."""
    _kept.pop(event.post, None)
