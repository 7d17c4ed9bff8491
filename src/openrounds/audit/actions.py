from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from openrounds.audit.models import LogEntry

Detail = Mapping[str, str | int | bool | None]


def append(
    action: str,
    *,
    actor_ref: str = "",
    of: tuple[str, str] = ("", ""),
    room_ref: str = "",
    content_hash: str = "",
    detail: Detail | None = None,
) -> LogEntry:
    """Add one entry to the log, in the transaction of the change it records.

    `of` is (kind, reference) of the object. `detail` holds codes and numbers, never a text.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} was logged outside a transaction")
    kind, ref = of
    return LogEntry.objects.create(
        at=timezone.now(),
        action=action,
        actor_ref=actor_ref,
        object_kind=kind,
        object_ref=ref,
        room_ref=room_ref,
        content_hash=content_hash,
        detail=dict(detail or {}),
    )
