"""Making rooms, their settings, and how public they are."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.accounts.models import Person
from openrounds.audit.actions import append as log
from openrounds.errors import Conflict, Refused
from openrounds.events import emit
from openrounds.realtime.actions import append as tell
from openrounds.rooms.access import Viewer, require_host, viewer_at
from openrounds.rooms.actions.door import enter
from openrounds.rooms.actions.notices import write_notice
from openrounds.rooms.events import RoomNarrowed, RoomWidened
from openrounds.rooms.models import (
    Audience,
    Level,
    Membership,
    MembershipState,
    PublicnessChange,
    Room,
    RoomRole,
    RoomState,
)
from openrounds.rooms.topics import current_topic, stretch_topic

SETTINGS = (
    "title",
    "purpose",
    "language",
    "condition_specific",
    "comment_free",
    "reactions_on",
    "slow_mode_s",
    "locked",
    "hold_all",
    "hold_newcomer_links",
    "hold_finding_kinds",
)


@transaction.atomic
def create_room(
    person: Person, fields: Mapping[str, object], *, pseudonym: str, notice: Mapping[str, str]
) -> Viewer:
    """Make a room, its first notice, and its maker one of its hosts.

    `fields` may hold slug, title, level and any of `SETTINGS`. Who may make rooms is checked by the
    caller's access (hosts and administrators of the community).
    """
    allowed = {"slug", "level", "gone_at", *SETTINGS}
    try:
        with transaction.atomic():
            room = Room.objects.create(**{k: v for k, v in fields.items() if k in allowed})
    except IntegrityError as error:
        raise Conflict(
            _("There is already a room with this address."), remedy=_("Choose another address.")
        ) from error
    Audience.objects.create(room=room, number=1, level=room.level)
    log(
        "room.created",
        actor_ref=person.log_ref,
        of=("room", room.slug),
        room_ref=room.slug,
        detail={"level": Level(room.level).code},
    )
    write_notice(room, notice, by_ref=person.log_ref)
    enter(viewer_at(room, person), pseudonym, role=RoomRole.HOST)
    return viewer_at(room, person)


@transaction.atomic
def change_settings(viewer: Viewer, changes: Mapping[str, object]) -> Room:
    """Change what hosts may change, at once and for everybody: slow mode, lock, hold-all, texts."""
    require_host(viewer)
    room = Room.objects.select_for_update().get(pk=viewer.room.pk)
    changed = [k for k in SETTINGS if k in changes and getattr(room, k) != changes[k]]
    if not changed:
        return room
    for key in changed:
        setattr(room, key, changes[key])
    room.save(update_fields=changed)
    detail = {k: _loggable(changes[k]) for k in changed if k not in ("title", "purpose")}
    log(
        "room.settings_changed",
        actor_ref=viewer.actor_ref,
        of=("room", room.slug),
        room_ref=room.slug,
        detail={"changed": ",".join(changed), **detail},
    )
    tell(current_topic(room), "room", room.slug)
    return room


def _loggable(value: object) -> str | int | bool:
    return value if isinstance(value, int) else str(value)


@transaction.atomic
def narrow(viewer: Viewer, level: Level) -> Room:
    """Let fewer people read the room, its history included, from this moment."""
    require_host(viewer)
    return _narrow(viewer.room, level, by_ref=viewer.actor_ref)


def _narrow(room: Room, level: Level, *, by_ref: str) -> Room:
    room = Room.objects.select_for_update().get(pk=room.pk)
    if level >= room.level:
        raise Refused(
            _("That level is not narrower than the present one."),
            remedy=_("To let more people read, use “Open to more people”."),
        )
    room.level = level
    room.save(update_fields=["level"])
    Audience.objects.filter(room=room).update(level=Least("level", level))
    PublicnessChange.objects.create(
        room=room, level=level, due_at=timezone.now(), applied_at=timezone.now(), by_ref=by_ref
    )
    log(
        "room.narrowed",
        actor_ref=by_ref,
        of=("room", room.slug),
        room_ref=room.slug,
        detail={"level": level.code},
    )
    _ask_everybody_anew(room)
    emit(RoomNarrowed(room.slug, level.code))
    return room


@transaction.atomic
def widen(viewer: Viewer, level: Level, *, confirmed: bool) -> Room:
    """Let more people read what is posted from now on. Earlier posts stay with their readers."""
    require_host(viewer)
    room = Room.objects.select_for_update().get(pk=viewer.room.pk)
    if level <= room.level:
        raise Refused(
            _("That level is not wider than the present one."),
            remedy=_("To let fewer people read, use “Narrow”."),
        )
    if not confirmed:
        raise Refused(
            _("More people will read what is posted here from now on."),
            remedy=_("Read the difference, then confirm it."),
        )
    _ask_everybody_anew(room)
    room.level, room.audience_number = level, room.audience_number + 1
    room.save(update_fields=["level", "audience_number"])
    Audience.objects.create(room=room, number=room.audience_number, level=level)
    PublicnessChange.objects.create(
        room=room,
        level=level,
        due_at=timezone.now(),
        applied_at=timezone.now(),
        by_ref=viewer.actor_ref,
    )
    log(
        "room.widened",
        actor_ref=viewer.actor_ref,
        of=("room", room.slug),
        room_ref=room.slug,
        detail={"level": level.code},
    )
    emit(RoomWidened(room.slug, level.code))
    return room


def _ask_everybody_anew(room: Room) -> None:
    """End the open streams of the room, so that each reader's right is looked at again."""
    for audience in room.audiences.all():
        tell(stretch_topic(audience), "gate", "")


@transaction.atomic
def promise_narrowing(viewer: Viewer, level: Level, due_at: datetime) -> PublicnessChange:
    """Promise a date on which fewer people can read the room."""
    require_host(viewer)
    if level >= viewer.room.level or due_at <= timezone.now():
        raise Refused(
            _("A promise names a narrower level and a day to come."),
            remedy=_("Choose a narrower level and a later day."),
        )
    change = PublicnessChange.objects.create(
        room=viewer.room, level=level, due_at=due_at, by_ref=viewer.actor_ref
    )
    log(
        "room.narrowing_promised",
        actor_ref=viewer.actor_ref,
        of=("room", viewer.room.slug),
        room_ref=viewer.room.slug,
        detail={"level": level.code, "due_at": due_at.isoformat()},
    )
    tell(current_topic(viewer.room), "room", viewer.room.slug)
    return change


@transaction.atomic
def bring_forward(viewer: Viewer, change: PublicnessChange, due_at: datetime) -> PublicnessChange:
    """Let a promised narrowing come sooner. A promise is never taken back and never put off."""
    require_host(viewer)
    change = PublicnessChange.objects.select_for_update().get(pk=change.pk)
    if change.applied_at is not None or not timezone.now() < due_at < change.due_at:
        raise Refused(
            _("People wrote here because of that promise. It can come sooner, not later."),
            remedy=_("Choose a day between now and the promised one."),
        )
    change.due_at = due_at
    change.save(update_fields=["due_at"])
    log(
        "room.narrowing_brought_forward",
        actor_ref=viewer.actor_ref,
        of=("room", viewer.room.slug),
        room_ref=viewer.room.slug,
        detail={"level": Level(change.level).code, "due_at": due_at.isoformat()},
    )
    tell(current_topic(viewer.room), "room", viewer.room.slug)
    return change


@transaction.atomic
def set_gone_at(viewer: Viewer, gone_at: datetime | None) -> Room:
    """Promise the day on which the room's posts are erased. It can come sooner, never later."""
    require_host(viewer)
    room = Room.objects.select_for_update().get(pk=viewer.room.pk)
    if room.gone_at is not None and (gone_at is None or gone_at > room.gone_at):
        raise Refused(
            _("People wrote here because of that date. It can come sooner, not later."),
            remedy=_("Choose an earlier day."),
        )
    room.gone_at = gone_at
    room.save(update_fields=["gone_at"])
    log(
        "room.end_promised",
        actor_ref=viewer.actor_ref,
        of=("room", room.slug),
        room_ref=room.slug,
        detail={"gone_at": gone_at.isoformat() if gone_at else ""},
    )
    tell(current_topic(room), "room", room.slug)
    return room


@transaction.atomic
def apply_due_narrowings(now: datetime) -> int:
    """Keep the promises whose day has come; returns how many rooms became narrower."""
    due = PublicnessChange.objects.select_for_update(of=("self",)).select_related("room")
    done = 0
    for change in due.filter(applied_at=None, cancelled_at=None, due_at__lte=now):
        if change.level < change.room.level:
            _narrow(change.room, Level(change.level), by_ref=change.by_ref)
            done += 1
        change.applied_at = now
        change.save(update_fields=["applied_at"])
    return done


@transaction.atomic
def end_room(viewer: Viewer) -> Room:
    """Nobody writes here any more; it can still be read."""
    require_host(viewer)
    room = Room.objects.select_for_update().get(pk=viewer.room.pk)
    room.state = RoomState.OVER
    room.save(update_fields=["state"])
    log("room.ended", actor_ref=viewer.actor_ref, of=("room", room.slug), room_ref=room.slug)
    tell(current_topic(room), "room", room.slug)
    return room


@transaction.atomic
def mark_gone(room: Room) -> None:
    """The promised day is over and every post is erased: the room closes."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    room.state = RoomState.GONE
    room.save(update_fields=["state"])
    log("room.gone", of=("room", room.slug), room_ref=room.slug)
    _ask_everybody_anew(room)


@transaction.atomic
def give_role(viewer: Viewer, member: Membership, role: RoomRole, *, line: str = "") -> Membership:
    """Give somebody a role in this room, and the words that are shown beside the name."""
    require_host(viewer)
    _keep_one_host(viewer.room, member, role)
    member.role, member.line = role, line[:80]
    member.save(update_fields=["role", "line"])
    log(
        "member.role_given",
        actor_ref=viewer.actor_ref,
        of=("member", member.public_id),
        room_ref=viewer.room.slug,
        detail={"role": str(role)},
    )
    _ask_everybody_anew(viewer.room)
    return member


def _keep_one_host(room: Room, member: Membership, role: RoomRole) -> None:
    # The rows are locked, so that two hosts who step down at once cannot both be "not the last".
    hosts = Membership.objects.select_for_update().filter(
        room=room, role=RoomRole.HOST, state=MembershipState.ACTIVE
    )
    if role != RoomRole.HOST and [one.pk for one in hosts] == [member.pk]:
        raise Refused(
            _("A room needs a host, and this is the last one."),
            remedy=_("Make somebody else a host first."),
        )
