"""Background work for what lies below the jobs: the frame of pages."""

from datetime import timedelta

from django.utils import timezone

from openrounds.jobs import Entry, handler
from openrounds.jobs.registry import Payload
from openrounds.web.actions import forget_idle_buckets

FORGET_BUCKETS = Entry("web.forget_idle_buckets", every_s=3600, at_s=600)


@handler(FORGET_BUCKETS.kind)
def forget_buckets(_: Payload) -> None:
    """Forget who did something a day ago: every limit is full again by then."""
    forget_idle_buckets(timezone.now() - timedelta(days=1))
