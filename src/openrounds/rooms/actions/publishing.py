"""Sending posts: the one way text gets into a room."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.audit.actions import append as log
from openrounds.engine import guard, triage
from openrounds.engine.text import text_hash
from openrounds.errors import Conflict, NotAllowed, RoomClosed, TooMany
from openrounds.events import emit
from openrounds.realtime.actions import append as tell
from openrounds.rooms import wording
from openrounds.rooms.access import Viewer, access_post, require_moderator
from openrounds.rooms.actions.notices import require_acceptance
from openrounds.rooms.events import PostGone, PostHeld, PostPublished
from openrounds.rooms.models import (
    Audience,
    Block,
    BlockKind,
    ChatState,
    LiveChat,
    Membership,
    Post,
    PostState,
    Question,
    QuestionState,
    Room,
    RoomState,
)
from openrounds.rooms.queries.guarding import examine, hold_reasons_for
from openrounds.rooms.text import clean_post
from openrounds.rooms.topics import stretch_topic

NO_QUESTION = "none"


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody sends. `question` and `reply_to` are public ids; empty: none.

    Without a question the post is bound to the one that is open; `NO_QUESTION` binds it to none.
    `idempotency_key` names the
    attempt: the same key from the same author gives the same post again.
    """

    text: str
    question: str = ""
    reply_to: str = ""
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a submission: published at once, or held for the reasons named."""

    post: Post
    report: guard.Report
    replayed: bool = False

    @property
    def held(self) -> bool:
        """Whether a moderator sees it first."""
        return self.post.state == PostState.HELD


def publish_post(viewer: Viewer, submission: Submission) -> Outcome:
    """Send a post to a room: it goes out, or is held. Every door comes through here.

    Refuses when the text cannot be accepted, the notice is not, the room is closed to posts, or it
    is too soon. The guard has its look whatever the door; its findings hold a post only by policy.
    """
    author = _require_membership(viewer)
    text = clean_post(submission.text)
    report = examine(viewer, text)
    earlier = _earlier_attempt(author, submission.idempotency_key, text)
    if earlier is not None:
        return Outcome(earlier, report, replayed=True)
    try:
        return _store(viewer, author, submission, text, report)
    except IntegrityError:
        # The same attempt arrived twice at once; the other one won.
        earlier = _earlier_attempt(author, submission.idempotency_key, text)
        if earlier is None:
            raise
        return Outcome(earlier, report, replayed=True)


@transaction.atomic
def _store(
    viewer: Viewer, author: Membership, submission: Submission, text: str, report: guard.Report
) -> Outcome:
    now = timezone.now()
    # Read again inside the transaction: a host may have locked the room since the page was asked.
    audience = _present_audience(viewer.room)
    room = audience.room
    viewer = replace(viewer, room=room)
    chat, opened = _live_chat(room)
    _check_may_post(viewer, author, chat, now)
    named = submission.question
    question = _question_for(room, chat, named) if named else opened
    reply_to = _reply_target(viewer, author, submission.reply_to)
    if question is None and reply_to is not None and reply_to.chat_id == (chat and chat.pk):
        question = reply_to.question
    reasons = hold_reasons_for(viewer, text, report, now)
    post = Post(
        room=room,
        audience=audience,
        author=author,
        chat=chat,
        question=question,
        reply_to=reply_to,
        text=text,
        content_hash=text_hash(text),
        state=PostState.HELD,
        submitted_at=now,
        hold_reasons=[str(reason) for reason in reasons],
        finding_kinds=sorted({str(finding.kind) for finding in report.findings}),
        idempotency_key=submission.idempotency_key,
    )
    if reasons:
        _hold(post, author, now)
    else:
        _publish(post, now, actor_ref=author.person_ref)
    return Outcome(post, report)


def _hold(post: Post, author: Membership, now: datetime) -> None:
    post.save()
    Membership.objects.filter(pk=author.pk).update(last_post_at=now)
    log(
        "post.held",
        actor_ref=author.person_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
        content_hash=post.content_hash,
        detail={"reasons": ",".join(post.hold_reasons)},
    )
    emit(PostHeld(post.room.slug, post.public_id, tuple(post.hold_reasons)))


def _publish(post: Post, now: datetime, *, actor_ref: str) -> None:
    """Give the post its place and tell the room. The room's row is locked until the commit."""
    post.position = _next_position(post.room)
    post.state = PostState.PUBLISHED
    post.published_at = now
    post.save()
    counts = {"posts_published": F("posts_published") + 1, "last_post_at": now}
    Membership.objects.filter(pk=post.author_id).update(**counts)
    log(
        "post.published",
        actor_ref=actor_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
        content_hash=post.content_hash,
    )
    tell(stretch_topic(post.audience), "post", post.public_id)
    emit(PostPublished(post.room.slug, post.public_id))


def _present_audience(room: Room) -> Audience:
    """The stretch of the room's history that is being written now, with the room as it is."""
    present = Audience.objects.select_related("room")
    return present.get(room=room.pk, number=F("room__audience_number"))


def _next_position(room: Room) -> int:
    """Take the next place in the room. One statement; it locks the room's row on PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE rooms_room SET last_position = last_position + 1 WHERE id = %s "
            "RETURNING last_position",
            [room.pk],
        )
        return int(cursor.fetchone()[0])


@transaction.atomic
def release_post(viewer: Viewer, post: Post) -> Post:
    """Publish a held post. It takes its place now, for the circle its author wrote to."""
    post = locked_post(post)
    require_moderator(viewer)
    if post.state != PostState.HELD:
        raise Conflict(
            _("Somebody has already decided about this post."), remedy=_("Load the page again.")
        )
    _publish(post, timezone.now(), actor_ref=viewer.actor_ref)
    return post


@transaction.atomic
def decline_post(viewer: Viewer, post: Post) -> Post:
    """Do not publish a held post. Its author sees it and why; nobody else learns of it."""
    post = locked_post(post)
    require_moderator(viewer)
    if post.state != PostState.HELD:
        raise Conflict(
            _("Somebody has already decided about this post."), remedy=_("Load the page again.")
        )
    post.state = PostState.DECLINED
    post.save()
    log(
        "post.declined",
        actor_ref=viewer.actor_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
        content_hash=post.content_hash,
    )
    emit(PostGone(post.room.slug, post.public_id, "declined"))
    return post


@transaction.atomic
def hold_again(viewer: Viewer, post: Post) -> Post:
    """Undo a refusal: the post waits for a moderator once more."""
    post = locked_post(post)
    require_moderator(viewer)
    if post.state != PostState.DECLINED or not post.text:
        raise Conflict(
            _("This post cannot be brought back."), remedy=_("Its author may have withdrawn it.")
        )
    post.state = PostState.HELD
    post.save()
    log(
        "post.held_again",
        actor_ref=viewer.actor_ref,
        of=("post", post.public_id),
        room_ref=post.room.slug,
        content_hash=post.content_hash,
    )
    return post


def _require_membership(viewer: Viewer) -> Membership:
    if viewer.membership is None:
        raise NotAllowed(
            _("Choose a name for this room before you write."), remedy=_("Go to the room's door.")
        )
    return viewer.membership


def _earlier_attempt(author: Membership, key: str, text: str) -> Post | None:
    if not key:
        return None
    known = Post.objects.filter(author=author, idempotency_key=key)
    if not known.exists():  # nearly always: so ask for nothing more
        return None
    post = known.select_related("author", "audience", "question", "chat", "reply_to", "room").get()
    if post.content_hash != text_hash(text):
        raise Conflict(
            _("This sending key was used for another text."),
            remedy=_("Send again; the page makes a new key."),
        )
    return post


def _check_may_post(
    viewer: Viewer, author: Membership, chat: LiveChat | None, now: datetime
) -> None:
    room = viewer.room
    if room.state != RoomState.OPEN:
        raise RoomClosed(
            _("This room is over. You can still read it."), remedy=_("See other rooms.")
        )
    if room.comment_free and not viewer.is_host:
        raise RoomClosed(
            _("This room is for announcements. Only its hosts write here."),
            remedy=_("Ask your question in another room."),
        )
    if room.locked and not viewer.is_host:
        raise RoomClosed(
            _("The hosts have closed this room to new posts for now."),
            remedy=_("Keep your text as a draft. Posts open again when the hosts say so."),
        )
    require_acceptance(author, room, chat)
    _check_pace(viewer, author, now)


def _check_pace(viewer: Viewer, author: Membership, now: datetime) -> None:
    if author.quiet_until is not None and author.quiet_until > now:
        raise RoomClosed(wording.quiet_until(author.quiet_until), remedy=_("You can still read."))
    if not viewer.is_moderator:
        wait_s = triage.seconds_until_allowed(author.last_post_at, now, viewer.room.slow_mode_s)
        if wait_s > 0:
            raise TooMany(wording.slow_mode(wait_s), retry_after_s=wait_s, remedy=wording.kept())
    minute_ago = now - timedelta(minutes=1)
    # Up to now: after the clock was set back, posts from the future block nobody.
    mine = Post.objects.filter(author__person=viewer.person)
    sent = mine.filter(submitted_at__gt=minute_ago, submitted_at__lte=now).count()
    if sent >= settings.POSTS_PER_MINUTE:
        raise TooMany(wording.too_many_posts(sent), retry_after_s=60, remedy=wording.kept())


def _live_chat(room: Room) -> tuple[LiveChat | None, Question | None]:
    """The live chat of a room and its open question, in one query where there are both."""
    asked = Question.objects.select_related("chat").filter(
        chat__room=room, chat__state=ChatState.LIVE, state=QuestionState.OPEN
    )
    opened = asked.first()
    if opened is not None:
        return opened.chat, opened
    return LiveChat.objects.filter(room=room, state=ChatState.LIVE).first(), None


def _question_for(room: Room, chat: LiveChat | None, public_id: str) -> Question | None:
    """The question of the live chat that was named; none when its chat is over meanwhile."""
    if public_id == NO_QUESTION:
        return None
    asked = Question.objects.filter(chat__room=room).exclude(state=QuestionState.PREPARED)
    question = asked.filter(public_id=public_id).first()
    if question is None or (chat is not None and question.chat_id != chat.pk):
        raise Conflict(
            _("That question is not open in this chat."), remedy=_("Choose another question.")
        )
    return question if chat is not None else None


def _reply_target(viewer: Viewer, author: Membership, public_id: str) -> Post | None:
    if not public_id:
        return None
    target = access_post(viewer, public_id)
    if target.state != PostState.PUBLISHED:
        raise Conflict(
            _("The post you answer is no longer there."), remedy=_("Send it as a new post.")
        )
    if is_blocked(by=target.author_id, member=author):
        raise NotAllowed(_("You cannot answer this post."), remedy=_("Send it as a new post."))
    return target


def is_blocked(*, by: int, member: Membership) -> bool:
    """Whether the membership `by` has blocked this member."""
    return Block.objects.filter(owner_id=by, target=member, kind=BlockKind.BLOCK).exists()


def locked_post(post: Post) -> Post:
    """The post as it is now, kept from others until the transaction ends."""
    return (
        Post.objects.select_for_update(of=("self",))
        .select_related("author", "audience", "room")
        .get(pk=post.pk)
    )
