"""The only writers of web's rows."""

from datetime import datetime

from django.db import transaction

from openrounds.web.models import Bucket


@transaction.atomic
def spend_token(key: str, *, burst: int, per_s: float, now: datetime) -> float:
    """Take one token from a bucket. Result: 0.0 if there was one, otherwise seconds until there is.

    The row is locked, so that two processes cannot take the same token. Nothing is written when
    the bucket is empty, so waiting is never made longer by asking again.
    """
    bucket, is_new = Bucket.objects.select_for_update().get_or_create(
        key=key, defaults={"tokens": burst - 1.0, "at": now}
    )
    if is_new:
        return 0.0
    passed_s = max(0.0, (now - bucket.at).total_seconds())
    tokens = min(float(burst), bucket.tokens + passed_s * per_s)
    if tokens < 1.0:
        return (1.0 - tokens) / per_s
    bucket.tokens, bucket.at = tokens - 1.0, now
    bucket.save(update_fields=["tokens", "at"])
    return 0.0


@transaction.atomic
def forget_idle_buckets(before: datetime) -> int:
    """Delete buckets nobody has touched since; they are full again. Result: how many."""
    deleted, _ = Bucket.objects.filter(at__lt=before).delete()
    return deleted
