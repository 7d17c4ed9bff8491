"""A room with a chat in progress, and everybody who might knock at its door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.architecture.url_permissions import Audience
from tests.conftest import Player

from openrounds.moderation.actions import Ruling, decide, report_post
from openrounds.moderation.models import Ground, Outcome, ReportReason
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import ChatPlan, open_chat, plan_chat, send_to_box
from openrounds.rooms.actions.door import enter, invite
from openrounds.rooms.actions.notices import accept_notice
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.rooms import create_room, narrow, promise_narrowing
from openrounds.rooms.models import Invitation, Level, Question, Room, RoomRole
from openrounds.rooms.notice_wording import proposed
from openrounds.rooms.queries.notices import current_notice
from openrounds.rooms.stopping import MailKind, Stop, stop_url

EVERYBODY = frozenset(
    {"visitor", "stranger", "patient", "clinician", "host", "moderator", "administrator"}
)
SIGNED_IN = EVERYBODY - {"visitor"}
READERS: Mapping[Level, frozenset[str]] = {
    Level.OPEN_UNLISTED: EVERYBODY,
    Level.MEMBERS: SIGNED_IN,
    Level.PROFESSIONALS: SIGNED_IN - {"stranger"},
    Level.INVITED: SIGNED_IN - {"stranger", "clinician"},
}


@dataclass(frozen=True, slots=True)
class World:
    """A room of some level. `parameters` are values for the names in URLs."""

    level: Level
    cast: Mapping[str, Any]
    parameters: Mapping[str, object]

    def admitted(self, audience: Audience) -> frozenset[str]:
        """Who of the cast gets an answer."""
        return {
            Audience.ANYONE: EVERYBODY,
            Audience.SIGNED_IN: SIGNED_IN,
            Audience.READER: READERS[self.level],
            Audience.OPEN: EVERYBODY if self.level.is_open else frozenset(),
            Audience.COMER: READERS[self.level] & SIGNED_IN,
            Audience.MEMBER: frozenset({"patient", "host"}),
            Audience.AUTHOR: frozenset({"patient"}),
            Audience.HOST: frozenset({"host", "moderator", "administrator"}),
            Audience.ROOM_MAKER: frozenset({"host", "administrator"}),
            Audience.MODERATOR: frozenset({"moderator", "administrator"}),
            Audience.ADMINISTRATOR: frozenset({"administrator"}),
            Audience.NOBODY: frozenset(),
        }[audience]


def _accept(viewer: Viewer) -> None:
    notice = current_notice(viewer.room)
    accept_notice(viewer, notice, notice.digest)


def _post(player: Player, slug: str, text: str) -> str:
    return publish_post(access_room(player.person, slug), Submission(text)).post.public_id


def _case(at_host: Viewer, author: Player) -> str:
    """A post of the author that the host has reported: nobody has decided yet."""
    post = _post(author, at_host.room.slug, "Something to look at.")
    return report_post(at_host, post, ReportReason.OTHER).case.public_id


def _decision(at_host: Viewer, author: Player) -> str:
    """A post of the author that the host has taken away."""
    post = _post(author, at_host.room.slug, "Something to take away.")
    case = report_post(at_host, post, ReportReason.OTHER).case
    ruling = Ruling(Outcome.REMOVE, Ground.PLACE, "This belongs elsewhere.")
    return decide(at_host, case, ruling).public_id


def build(cast: Mapping[str, Any], level: Level) -> World:
    """Everything happens while the room is open to the web; then it narrows to `level`."""
    host, patient, stranger = cast["host"], cast["patient"], cast["stranger"]
    open_level = Level.OPEN_UNLISTED
    fields = {"slug": "gynae", "title": "Gynaecologic cancer", "level": open_level}
    notice = proposed(Room(level=open_level), emergency_number="999")
    at_host = create_room(host.person, fields, pseudonym="Ruth", notice=notice)
    _accept(at_host)
    enter(access_room(patient.person, "gynae"), "Blue Heron")
    _accept(access_room(patient.person, "gynae"))
    now = timezone.now()
    plan = ChatPlan(
        "Life after treatment", now, now + timedelta(hours=1), questions=("What helped?",)
    )
    planned = plan_chat(at_host, plan)
    sent = send_to_box(access_room(patient.person, "gynae"), planned, "May I ask about sleep?")
    chat = open_chat(at_host, planned)
    question = Question.objects.get(chat=chat)
    post = _post(patient, "gynae", "A walk every morning.")
    promise_narrowing(at_host, Level.INVITED, now + timedelta(days=30))
    invite(at_host, role=RoomRole.MEMBER, uses=1, ends_at=now + timedelta(days=1))
    case, decision = _case(at_host, patient), _decision(at_host, patient)
    if level < open_level:
        narrow(access_room(host.person, "gynae"), level)
    member = access_room(patient.person, "gynae").membership.public_id
    parameters = {
        "slug": "gynae",
        "room": "gynae",
        "post": post,
        "post_id": post,
        "case_id": case,
        "decision_id": decision,
        "chat": chat.public_id,
        "chat_id": chat.public_id,
        "question": question.public_id,
        "member": member,
        "member_id": member,
        "draft_id": "a-draft-of-somebody-else",
        "kind": "with_you",
        "ref": stranger.person.log_ref,
        "role": "host",
        "form": "csv",
        "key": "a-key-that-opens-nothing",
        "session_id": 0,
        "token_id": 0,
        "key_id": "0123456789abcdef",
        "draft": "a-draft-of-nobody",
        "question_id": question.public_id,
        "sent": sent.public_id,
        "sent_id": sent.public_id,
        "invitation": Invitation.objects.get().ref,
        "level": "invited",
        "verb": "lock",
        "token": stop_url(Stop(MailKind.DIGEST, member)).rstrip("/").rpartition("/")[2],
        "reminder_id": "a-reminder-of-somebody-else",
    }
    return World(level, cast, parameters)
