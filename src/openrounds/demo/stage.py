"""Setting the stage: the cast, the room, the notice and a live chat, made by the usual actions."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from openrounds.accounts.actions.keys import make_sign_in_link
from openrounds.accounts.actions.people import create_person
from openrounds.accounts.actions.roles import grant_role
from openrounds.accounts.models import Person, Role
from openrounds.demo.script import Player, Story
from openrounds.rooms.access import Viewer, access_room, viewer_at
from openrounds.rooms.actions.chats import ChatPlan, open_chat, plan_chat
from openrounds.rooms.actions.door import enter
from openrounds.rooms.actions.notices import accept_notice
from openrounds.rooms.actions.rooms import create_room, give_role
from openrounds.rooms.emergency import urgent_help
from openrounds.rooms.models import ChatState, Level, LiveChat, Room, RoomRole
from openrounds.rooms.notice_wording import proposed
from openrounds.rooms.queries.notices import current_notice, standing

VISITOR_HANDLE = "newcomer"
ADMINISTRATOR_HANDLE = "administrator"
LINKS_LIVE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody one can sign in as: who, in words, and the way in."""

    words: str
    path: str


def set_stage(story: Story) -> LiveChat:
    """Make what the story needs and is not there yet; returns its live chat."""
    people = {player.handle: _person(player) for player in story.cast}
    _administrator()
    _named(VISITOR_HANDLE)
    room = _room(story, people[story.host])
    for player in story.cast:
        _bring_in(room, people[player.handle], player)
    return _chat(story, access_room(people[story.host], room.slug))


def invitees(story: Story) -> list[Invitee]:
    """A sign-in link for each of the cast, for a newcomer and for the administrator."""
    words = {player.handle: _describe(player) for player in story.cast}
    words[VISITOR_HANDLE] = "a newcomer, who is in no room yet"
    words[ADMINISTRATOR_HANDLE] = "the administrator"
    people = {person.handle: person for person in Person.objects.filter(handle__in=words)}
    return [
        Invitee(text, make_sign_in_link(people[handle], lives=LINKS_LIVE))
        for handle, text in words.items()
    ]


def _describe(player: Player) -> str:
    return f"{player.name}, {player.line}" if player.line else f"{player.name}, a member"


def _person(player: Player) -> Person:
    role = {
        RoomRole.HOST: Role.HOST,
        RoomRole.CLINICIAN_CLAIMED: Role.CLINICIAN_CLAIMED,
    }.get(player.role)
    return _named(player.handle, role)


def _administrator() -> Person:
    return _named(ADMINISTRATOR_HANDLE, Role.ADMINISTRATOR)


def _named(handle: str, role: Role | None = None) -> Person:
    found = Person.objects.filter(handle=handle).first()
    if found is not None:
        return found
    person = create_person(handle, f"{handle}@example.org")
    if role is not None:
        grant_role(person, role, by=None, reason="the demonstration")
    return Person.objects.get(pk=person.pk)


def _room(story: Story, host: Person) -> Room:
    found = Room.objects.filter(slug=story.slug).first()
    if found is not None:
        return found
    fields = {
        "slug": story.slug,
        "title": story.room_title,
        "purpose": story.purpose,
        "level": Level.OPEN_UNLISTED,
        "gone_at": timezone.now() + timedelta(days=90),
        "condition_specific": True,
    }
    notice = proposed(
        Room(**fields),
        emergency_number=urgent_help(settings.COUNTRY).emergency,
        contact=settings.CONTACT,
    )
    return create_room(host, fields, pseudonym=_name_of(story, story.host), notice=notice).room


def _name_of(story: Story, handle: str) -> str:
    return next(player.name for player in story.cast if player.handle == handle)


def _bring_in(room: Room, person: Person, player: Player) -> None:
    viewer = viewer_at(room, person)
    if viewer.membership is None:
        enter(viewer, player.name)
        viewer = viewer_at(room, person)
    notice = current_notice(room)
    if not standing(viewer.membership, notice).accepted:
        accept_notice(viewer, notice, notice.digest)
    member = viewer.membership
    if member is not None and (member.role, member.line) != (player.role, player.line):
        host = next(m for m in room.memberships.filter(role=RoomRole.HOST))
        at_host = viewer_at(room, host.person) if host.person else viewer
        give_role(at_host, member, player.role, line=player.line)


def _chat(story: Story, at_host: Viewer) -> LiveChat:
    live = LiveChat.objects.filter(room=at_host.room, state=ChatState.LIVE).first()
    if live is not None:
        return live
    now = timezone.now()
    plan = ChatPlan(
        title=story.chat_title,
        intro=story.intro,
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        time_zone=settings.TIME_ZONE,
        questions=story.questions,
    )
    return open_chat(at_host, plan_chat(at_host, plan))
