"""The public news of a room as Atom or RSS. What stands in a feed is copied elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape, linebreaks


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news. `ref` never changes; `text` is plain."""

    ref: str
    title: str
    text: str
    url: str
    at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Channel:
    """The feed itself. `host` names whoever answers for the references."""

    title: str
    purpose: str
    url: str
    feed_url: str
    host: str
    language: str
    ref: str
    since: datetime
    changed_at: datetime


class _Feed(Atom1Feed):
    changed_at: datetime

    def latest_post_date(self) -> datetime:
        return self.changed_at


class _RssFeed(Rss201rev2Feed):
    changed_at: datetime

    def latest_post_date(self) -> datetime:
        return self.changed_at


def atom(channel: Channel, entries: Sequence[Entry]) -> str:
    """RFC 4287."""
    return _written(_Feed, channel, entries)


def rss(channel: Channel, entries: Sequence[Entry]) -> str:
    """RSS 2.0."""
    return _written(_RssFeed, channel, entries)


def _written(kind: type[_Feed] | type[_RssFeed], channel: Channel, entries: Sequence[Entry]) -> str:
    feed = kind(
        title=channel.title,
        link=channel.url,
        description=channel.purpose,
        language=channel.language,
        feed_url=channel.feed_url,
        feed_guid=_tag(channel, channel.ref),
    )
    feed.changed_at = channel.changed_at
    for entry in entries:
        _add(feed, channel, entry)
    return str(feed.writeString("utf-8"))


def _add(feed: SyndicationFeed, channel: Channel, entry: Entry) -> None:
    feed.add_item(
        title=entry.title,
        link=entry.url,
        description=linebreaks(escape(entry.text)),
        unique_id=_tag(channel, entry.ref),
        unique_id_is_permalink=False,
        pubdate=entry.at,
        updateddate=entry.changed_at,
    )


def _tag(channel: Channel, ref: str) -> str:
    """RFC 4151: a name for ever, whatever happens to addresses."""
    return f"tag:{channel.host},{channel.since:%Y-%m-%d}:{ref}"
