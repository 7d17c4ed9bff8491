"""What the templates of rooms ask for."""

from django import template
from django.utils.safestring import SafeString

from openrounds.rooms.fragments import post_html
from openrounds.rooms.models import Level
from openrounds.rooms.queries.cards import PostCard
from openrounds.rooms.wording import LEVEL_SENTENCES

register = template.Library()


@register.simple_tag
def post_in_stream(card: PostCard) -> SafeString:
    """One post as it stands in a stream."""
    return post_html(card)


@register.filter
def level_sentence(level: int) -> str:
    """Who can read, in a sentence."""
    return str(LEVEL_SENTENCES[Level(level)])
