"""From the rows of a chat to its transcript."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from openrounds.rooms.access import Viewer
from openrounds.rooms.models import Level, LiveChat, Membership, Post, PostState, Question
from openrounds.rooms.queries.notices import current_notice
from openrounds.rooms.queries.posts import chat_posts
from openrounds.rooms.queries.stream import GONE
from openrounds.rooms.transcripts.content import (
    AskedQuestion,
    Names,
    Speaker,
    SpokenPost,
    Transcript,
)


def transcript_of(viewer: Viewer, chat: LiveChat, names: Names, *, now: datetime) -> Transcript:
    """The chat as this viewer may see it now. Three queries, whatever its length."""
    posts = list(chat_posts(viewer, chat))
    members = _members(posts)
    notice = current_notice(viewer.room, chat)
    return Transcript(
        room=viewer.room.title,
        slug=viewer.room.slug,
        level=Level(viewer.room.level).code,
        language=viewer.room.language,
        title=chat.title,
        intro=chat.intro,
        starts_at=_minute(chat.starts_at),
        ends_at=_minute(chat.ends_at),
        time_zone=chat.time_zone,
        notice_version=notice.version,
        notice=notice.text,
        names=names,
        made_at=_minute(now),
        questions=tuple(_question(row) for row in chat.questions.exclude(opened_at=None)),
        speakers=tuple(_speaker(n, m, names) for n, m in enumerate(members, start=1)),
        posts=_posts(posts, members, names),
    )


def _members(posts: Sequence[Post]) -> list[Membership]:
    """Everybody whose words still stand, by first appearance."""
    spoken = (post.author for post in posts if post.state == PostState.PUBLISHED)
    return list({member.pk: member for member in spoken}.values())


def _question(row: Question) -> AskedQuestion:
    opened = _minute(row.opened_at) if row.opened_at else None
    closed = _minute(row.closed_at) if row.closed_at else None
    return AskedQuestion(row.number, row.text, opened, closed)


def _speaker(number: int, member: Membership, names: Names) -> Speaker:
    line = member.line if names == Names.SHOWN else ""
    return Speaker(number, _name(number, member, names), member.role, line)


def _name(number: int, member: Membership, names: Names) -> str:
    match names:
        case Names.SHOWN:
            return member.pseudonym
        case Names.PSEUDONYMISED:
            return _("Participant %(number)s") % {"number": number}
        case Names.LEFT_OUT:
            return ""


def _posts(
    posts: Sequence[Post], members: Sequence[Membership], names: Names
) -> tuple[SpokenPost, ...]:
    numbers = {post.pk: number for number, post in enumerate(posts, start=1)}
    speakers = {member.pk: number for number, member in enumerate(members, start=1)}
    without = _name_remover(members, names)
    return tuple(
        SpokenPost(
            number=numbers[post.pk],
            at=_minute(post.published_at or post.submitted_at),
            speaker=speakers.get(post.author_id) if post.state == PostState.PUBLISHED else None,
            question=post.question.number if post.question else None,
            reply_to=numbers.get(post.reply_to_id) if post.reply_to_id else None,
            text=without(post.text) if post.state == PostState.PUBLISHED else "",
            edited=post.edited_at is not None,
            gone=GONE.get(PostState(post.state), ""),
            reactions=dict(post.reactions) if post.state == PostState.PUBLISHED else {},
        )
        for post in posts
    )


def _name_remover(members: Sequence[Membership], names: Names) -> Callable[[str], str]:
    """Takes the names of the speakers out of what others wrote to them."""
    if names == Names.SHOWN or not members:
        return str
    hidden = {
        member.pseudonym.casefold(): _name(number, member, names) or "…"
        for number, member in enumerate(members, start=1)
    }
    longest_first = sorted((member.pseudonym for member in members), key=len, reverse=True)
    any_name = "|".join(re.escape(name) for name in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{any_name})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: hidden.get(found[0].casefold(), "…"), text)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
