"""The only place where the rows of the live stream change."""

import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from openrounds.realtime import queries, waking
from openrounds.realtime.entries import GATE, TopicState
from openrounds.realtime.models import PresenceCount, StreamEvent, Topic
from openrounds.realtime.positions import Position


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to say in a topic: what kind of thing, and the public id of what it is about."""

    topic_key: str
    kind: str
    ref: str


def append(topic_key: str, kind: str, ref: str) -> Position:
    """Add one entry to a topic, inside the caller's transaction; it is sent when that commits.

    The topic's row stays locked until the commit, so entries are numbered without gaps in the order
    of commits. To write to several topics in one transaction use `append_many`, which takes the
    locks in one order, so that two writers cannot wait for each other.
    """
    return append_many([Happening(topic_key, kind, ref)])[0]


@transaction.atomic(savepoint=False)  # a fault in here undoes all that the caller did, too
def append_many(happenings: Sequence[Happening]) -> list[Position]:
    """Add entries to several topics at once; positions come back in the order given."""
    at = timezone.now()
    counts = Counter(happening.topic_key for happening in happenings)
    reserved = {key: _reserve(key, counts[key]) for key in sorted(counts)}
    positions, rows = [], []
    for happening in happenings:
        spot = reserved[happening.topic_key]
        spot.seq += 1
        positions.append(Position(spot.epoch, spot.seq))
        rows.append(
            StreamEvent(
                topic_id=spot.topic_id,
                seq=spot.seq,
                kind=happening.kind,
                ref=happening.ref,
                at=at,
            )
        )
    StreamEvent.objects.bulk_create(rows)
    _note_gates(rows)
    transaction.on_commit(partial(waking.wake, tuple(counts)))
    return positions


def gate(topic_keys: Sequence[str], *, person_ref: str = "") -> None:
    """Close the streams of these topics, or those of one person: each has to be let in anew.

    Call it in the transaction that takes a right away (a ban, a narrowed level, a left room).
    Whoever was let in before it hears nothing that is said after it.
    """
    append_many([Happening(key, GATE, person_ref) for key in topic_keys])


def open_topics(topic_keys: Collection[str]) -> dict[str, TopicState]:
    """The states of these topics, made where they do not exist yet."""
    states = queries.states_of(topic_keys)
    missing = [key for key in topic_keys if key not in states]
    if missing:
        topics = [Topic(key=key, epoch=_new_epoch()) for key in missing]
        Topic.objects.bulk_create(topics, ignore_conflicts=True)
        states |= queries.states_of(missing)
    return states


@transaction.atomic
def reset_topic(topic_key: str) -> None:
    """Forget a topic's history and give it a new epoch: every reader loads its page anew."""
    topic, _ = Topic.objects.select_for_update().get_or_create(
        key=topic_key, defaults={"epoch": _new_epoch()}
    )
    StreamEvent.objects.filter(topic=topic).delete()
    topic.epoch = _new_epoch()
    topic.last_seq = topic.trimmed_to = topic.gated_to = 0
    topic.save()
    transaction.on_commit(partial(waking.wake, (topic_key,)))


def trim(*, before: datetime) -> int:
    """Delete entries older than `before`, always a topic's oldest ones; returns how many.

    A reader who comes back from further in the past is told to load the page anew.
    """
    newest_old = (
        StreamEvent.objects.filter(at__lt=before).values("topic").annotate(newest=Max("seq"))
    )
    return sum(_trim_one(row["topic"], row["newest"]) for row in newest_old.order_by("topic"))


@transaction.atomic
def _trim_one(topic_id: int, newest: int) -> int:
    Topic.objects.filter(pk=topic_id).update(trimmed_to=newest)
    return StreamEvent.objects.filter(topic=topic_id, seq__lte=newest).delete()[0]


@transaction.atomic
def report_presence(process: str, reading: Mapping[str, int], *, at: datetime) -> None:
    """Write how many streams this process holds open per room, replacing what it said before."""
    PresenceCount.objects.filter(process=process).exclude(room__in=reading).delete()
    PresenceCount.objects.bulk_create(
        [
            PresenceCount(process=process, room=room, reading=count, at=at)
            for room, count in sorted(reading.items())
        ],
        update_conflicts=True,
        unique_fields=["process", "room"],
        update_fields=["reading", "at"],
    )


def forget_presence(*, before: datetime) -> None:
    """Delete counts of processes that have not reported since `before`: they have ended."""
    PresenceCount.objects.filter(at__lt=before).delete()


@dataclass(slots=True)
class _Reserved:
    topic_id: int
    epoch: str
    seq: int


def _reserve(topic_key: str, count: int) -> _Reserved:
    """Take the next `count` numbers of a topic; the row stays locked until the commit."""
    reserved = _advance(topic_key, count)
    if reserved is None:
        Topic.objects.get_or_create(key=topic_key, defaults={"epoch": _new_epoch()})
        reserved = _advance(topic_key, count)
    if reserved is None:
        raise RuntimeError(f"The topic {topic_key} vanished while it was written to.")
    return reserved


def _advance(topic_key: str, count: int) -> _Reserved | None:
    # One statement, so that nobody can come between reading and writing the number.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE realtime_topic SET last_seq = last_seq + %s WHERE key = %s"
            " RETURNING id, epoch, last_seq",
            [count, topic_key],
        )
        row = cursor.fetchone()
    return _Reserved(row[0], row[1], row[2] - count) if row else None


def _note_gates(rows: Sequence[StreamEvent]) -> None:
    for row in rows:
        if row.kind == GATE:
            Topic.objects.filter(pk=row.topic_id).update(gated_to=row.seq)


def _new_epoch() -> str:
    return secrets.token_urlsafe(12)
