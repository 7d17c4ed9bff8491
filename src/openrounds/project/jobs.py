"""Background work for what lies beside the jobs: the frame of pages, the live streams."""

from datetime import timedelta

from django.utils import timezone

from openrounds.jobs import Entry, handler
from openrounds.jobs.registry import Payload
from openrounds.realtime.actions import trim
from openrounds.web.actions import forget_idle_buckets

FORGET_BUCKETS = Entry("web.forget_idle_buckets", every_s=3600, at_s=600)
TRIM_TOPICS = Entry("realtime.trim", every_s=24 * 3600, at_s=3 * 3600)


@handler(FORGET_BUCKETS.kind)
def forget_buckets(_: Payload) -> None:
    """Forget who did something a day ago: every limit is full again by then."""
    forget_idle_buckets(timezone.now() - timedelta(days=1))


@handler(TRIM_TOPICS.kind)
def trim_topics(_: Payload) -> None:
    """Forget what happened in streams a week ago; who was away for longer loads the page anew."""
    trim(before=timezone.now() - timedelta(days=7))
