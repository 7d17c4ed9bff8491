"""Bringing a chat in from its transcript."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from openrounds.accounts.models import Person
from openrounds.audit.actions import append as log
from openrounds.engine.text import text_hash
from openrounds.rooms.access import Viewer, viewer_at
from openrounds.rooms.actions.rooms import create_room
from openrounds.rooms.models import (
    ChatState,
    Level,
    LiveChat,
    Membership,
    MembershipState,
    Notice,
    Post,
    PostState,
    Question,
    QuestionState,
    Room,
    RoomRole,
)
from openrounds.rooms.transcripts import TranscriptFile

STATES = {
    "": PostState.PUBLISHED,
    "withdrawn": PostState.WITHDRAWN,
    "removed": PostState.REMOVED,
    "expired": PostState.EXPIRED,
}


@transaction.atomic
def import_transcript(person: Person, file: TranscriptFile, *, slug: str, pseudonym: str) -> Viewer:
    """Make a room that equals the one the transcript came from, with `person` as a further host.

    The speakers come as names without accounts. The room is closed to new posts until its host
    opens it: nobody accepted a notice here. Who may do this is checked by the caller.
    """
    level = Level[file.level.upper()]
    fields = {"slug": slug, "title": file.room, "language": file.language, "level": level}
    viewer = create_room(
        person, {**fields, "locked": True}, pseudonym=pseudonym, notice=_elements(file)
    )
    room = viewer.room
    Notice.objects.filter(room=room).update(
        text=file.notice, digest=text_hash(file.notice), version=file.notice_version
    )
    chat = _chat(room, file)
    questions = _questions(chat, file)
    speakers = _speakers(room, file)
    _posts(room, chat, file, questions, speakers)
    Room.objects.filter(pk=room.pk).update(last_position=len(file.posts))
    log(
        "chat.imported",
        actor_ref=person.log_ref,
        of=("chat", chat.public_id),
        room_ref=room.slug,
        detail={"posts": len(file.posts)},
    )
    return viewer_at(Room.objects.get(pk=room.pk), person)


def _elements(file: TranscriptFile) -> dict[str, str]:
    """A notice of the usual parts; its text is then replaced by the one that people had read."""
    parts = ("readers", "public", "advice", "relation", "emergency", "posts", "moderation")
    return dict.fromkeys(parts, file.notice or "-")


def _chat(room: Room, file: TranscriptFile) -> LiveChat:
    return LiveChat.objects.create(
        room=room,
        title=file.title,
        intro=file.intro,
        starts_at=file.starts_at,
        ends_at=file.ends_at,
        time_zone=file.time_zone,
        state=ChatState.OVER,
        box_open=False,
        opened_at=file.starts_at,
        closed_at=file.ends_at,
    )


def _questions(chat: LiveChat, file: TranscriptFile) -> dict[int, Question]:
    rows = [
        Question(
            chat=chat,
            number=question.number,
            text=question.text,
            state=QuestionState.CLOSED,
            opened_at=question.opened_at,
            closed_at=question.closed_at,
        )
        for question in file.questions
    ]
    return {row.number: row for row in Question.objects.bulk_create(rows)}


def _speakers(room: Room, file: TranscriptFile) -> list[Membership]:
    taken = {name.casefold() for name in room.memberships.values_list("pseudonym", flat=True)}
    rows = []
    for speaker in file.speakers:
        name = _free_name(speaker.name or f"{speaker.number}", taken)
        taken.add(name.casefold())
        rows.append(
            Membership(
                room=room,
                pseudonym=name,
                line=speaker.line,
                role=RoomRole(speaker.role),
                state=MembershipState.LEFT,
            )
        )
    return Membership.objects.bulk_create(rows)


def _free_name(name: str, taken: set[str]) -> str:
    free, count = name, 1
    while free.casefold() in taken:
        count += 1
        free = f"{name[:34]} ({count})"
    return free


def _posts(
    room: Room,
    chat: LiveChat,
    file: TranscriptFile,
    questions: dict[int, Question],
    speakers: Sequence[Membership],
) -> None:
    audience = room.audiences.get(number=room.audience_number)
    nobody = _nobody(room) if any(post.gone for post in file.posts) else None
    now = timezone.now()
    rows = [
        Post(
            room=room,
            audience=audience,
            chat=chat,
            author=speakers[post.speaker - 1] if post.speaker else nobody,
            question=questions.get(post.question) if post.question else None,
            text=post.text,
            content_hash=text_hash(post.text),
            state=STATES[post.gone],
            position=post.number,
            submitted_at=post.at,
            published_at=post.at,
            edited_at=now if post.edited else None,
            reactions={str(kind): count for kind, count in post.reactions.items()},
        )
        for post in file.posts
    ]
    stored = Post.objects.bulk_create(rows, batch_size=500)
    answering = [post for post in file.posts if post.reply_to]
    for post in answering:
        stored[post.number - 1].reply_to = stored[(post.reply_to or 1) - 1]
    replies = [stored[post.number - 1] for post in answering]
    Post.objects.bulk_update(replies, ["reply_to"], batch_size=500)


def _nobody(room: Room) -> Membership:
    """Stands behind the grey lines: who wrote them did not come along."""
    taken = {name.casefold() for name in room.memberships.values_list("pseudonym", flat=True)}
    return Membership.objects.create(
        room=room, pseudonym=_free_name("—", taken), state=MembershipState.LEFT
    )
