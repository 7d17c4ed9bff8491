"""The guard and the hold policy, asked on behalf of a room."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from openrounds.engine import guard, triage
from openrounds.engine.text import text_hash
from openrounds.rooms.access import Viewer
from openrounds.rooms.models import Level, Post, Room

HOLD_POLICY = triage.HoldPolicy()


def guard_policy(room: Room) -> guard.Policy:
    """The guard's policy in this room: it holds the kinds of finding that the hosts chose."""
    chosen = frozenset(guard.FindingKind(kind) for kind in room.hold_finding_kinds)
    return replace(guard.DEFAULT_POLICY, holds=chosen)


def examine(viewer: Viewer, text: str) -> guard.Report:
    """What this text would reveal in this room. Pure and quick; reads nothing, keeps nothing."""
    context = guard.Context(
        publicness=guard.Publicness(Level(viewer.room.level).code),
        language=viewer.room.language,
        country=settings.COUNTRY,
        today=timezone.localdate(),
    )
    return guard.check(text, context, guard_policy(viewer.room))


def hold_reasons_for(
    viewer: Viewer, text: str, report: guard.Report, now: datetime
) -> tuple[triage.HoldReason, ...]:
    """Why a moderator has to see this post first; empty when it may go out."""
    author = viewer.membership
    same = Post.objects.filter(
        author__person=viewer.person,
        content_hash=text_hash(text),
        submitted_at__gt=now - timedelta(seconds=HOLD_POLICY.repeat_window_s),
    ).values_list("room_id", flat=True)
    rooms = [*same, viewer.room.pk]
    facts = triage.PostFacts(
        text=text,
        report=report,
        posts_before=author.posts_published if author else 0,
        same_text_posts=len(rooms),
        same_text_rooms=len(set(rooms)),
        author_is_staff=viewer.is_moderator,
        room_holds_all=viewer.room.hold_all,
    )
    newcomer = HOLD_POLICY.newcomer_posts if viewer.room.hold_newcomer_links else 0
    return triage.hold_reasons(facts, replace(HOLD_POLICY, newcomer_posts=newcomer))
