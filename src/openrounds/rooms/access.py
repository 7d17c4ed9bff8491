"""Who may read what in a room, and who may do what. The only place that answers "may they?"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from openrounds.accounts.access import Visitor, access_person, has_role, signed_in
from openrounds.accounts.models import Person, Role
from openrounds.errors import NotAllowed, NotFound
from openrounds.rooms.keys import digest_of
from openrounds.rooms.models import (
    Audience,
    Block,
    BoxQuestion,
    CalendarKey,
    Draft,
    Invitation,
    Level,
    LiveChat,
    Membership,
    MembershipState,
    Post,
    PostState,
    PublicnessChange,
    Question,
    Reminder,
    Room,
    RoomRole,
    RoomState,
)

STAFF = (RoomRole.HOST, RoomRole.MODERATOR)


@dataclass(frozen=True)
class Viewer:
    """Somebody at a room: who they are there, and which stretches of its history they may read.

    `level` is the narrowest level that admits them as whoever they are outside the room;
    `membership` is their active membership or nothing; `community_staff` holds for moderators and
    administrators of the whole community, who read every room in order to look after it.
    """

    room: Room
    person: Person | None
    membership: Membership | None
    level: Level
    community_moderator: bool = False

    @property
    def is_host(self) -> bool:
        """May run chats and settings of this room."""
        return self.community_moderator or self.role == RoomRole.HOST

    @property
    def is_moderator(self) -> bool:
        """May decide about held and reported posts of this room. Hosts may, too."""
        return self.community_moderator or self.role in STAFF

    @property
    def role(self) -> RoomRole | None:
        """The role in this room, or nothing for a visitor."""
        return RoomRole(self.membership.role) if self.membership else None

    @property
    def actor_ref(self) -> str:
        """Who this is in the log; empty for a visitor."""
        return self.person.log_ref if self.person else ""

    @property
    def may_read(self) -> bool:
        """Whether the room is open to them at all."""
        if self.room.state == RoomState.GONE:
            return self.is_moderator
        return self.membership is not None or self.is_moderator or self.level <= self.room.level

    @cached_property
    def audiences(self) -> Sequence[Audience]:
        """The stretches they may read, oldest first."""
        return [a for a in self.room.audiences.order_by("number") if self.may_read_stretch(a)]

    @cached_property
    def not_met(self) -> Mapping[int, str]:
        """Whom they have muted or blocked here: primary keys of memberships, and public ids."""
        if self.membership is None:
            return {}
        rows = Block.objects.filter(owner=self.membership)
        return dict(rows.values_list("target_id", "target__public_id"))

    def may_read_stretch(self, audience: Audience) -> bool:
        """Whether this circle of readers includes them."""
        if not self.may_read:
            return False
        if self.is_moderator or self.level <= audience.level:
            return True
        return self.membership is not None and self.membership.joined_audience <= audience.number


def viewer_at(room: Room, visitor: Visitor) -> Viewer:
    """Who somebody is at this room. One query, when the person's roles are known."""
    person = signed_in(visitor)
    active = Membership.objects.filter(room=room, person=person, state=MembershipState.ACTIVE)
    return viewer_of(room, person, active.first() if person else None)


def viewer_of(room: Room, person: Person | None, membership: Membership | None) -> Viewer:
    """Who somebody is at this room, from what has been read already."""
    if person is None:
        return Viewer(room, None, None, Level.OPEN_UNLISTED)
    return Viewer(
        room=room,
        person=person,
        membership=membership,
        level=general_level(person),
        community_moderator=has_role(person, Role.MODERATOR),
    )


def general_level(visitor: Visitor) -> Level:
    """The narrowest level that admits somebody as whoever they are outside any room."""
    if signed_in(visitor) is None:
        return Level.OPEN_UNLISTED
    return Level.PROFESSIONALS if has_role(visitor, Role.CLINICIAN_CLAIMED) else Level.MEMBERS


def access_room_making(visitor: Visitor) -> Person:
    """Somebody who may make rooms: hosts and administrators of the community."""
    person = access_person(visitor)
    if not has_role(person, Role.HOST):
        raise NotAllowed(
            _("Only hosts of this community make rooms."),
            remedy=_("Ask an administrator to make you a host."),
        )
    return person


def access_room(visitor: Visitor, slug: str) -> Viewer:
    """The room for somebody who may read it. A room that is closed to them sounds like none."""
    person = signed_in(visitor)
    membership = _active_membership(person, slug) if person else None
    room = membership.room if membership else Room.objects.filter(slug=slug).first()
    viewer = viewer_of(room, person, membership) if room else None
    if viewer is None or not viewer.may_read:
        raise no_room()
    return viewer


def _active_membership(person: Person, slug: str) -> Membership | None:
    """A membership with its room, in one query: every post that is sent begins with this one."""
    membership = (
        Membership.objects.select_related("room")
        .filter(room__slug=slug, person=person, state=MembershipState.ACTIVE)
        .first()
    )
    if membership is not None:
        membership.person = person
    return membership


def access_door(visitor: Visitor, slug: str, *, key: str = "") -> Viewer:
    """The room for somebody at its door: who may read it, or who brings an invitation that holds.

    Whoever was shown out stands at the door, too; coming in is refused there, with the reason.
    """
    room = Room.objects.filter(slug=slug).exclude(state=RoomState.GONE).first()
    viewer = viewer_at(room, visitor) if room else None
    if viewer is None or not (viewer.may_read or is_invited(viewer.room, key)):
        raise no_room()
    return viewer


def is_invited(room: Room, key: str) -> bool:
    """Whether this key is an invitation to this room that still holds."""
    return bool(key) and (
        Invitation.objects.filter(
            room=room, digest=digest_of(key), ends_at__gt=timezone.now(), uses_left__gt=0
        ).exists()
    )


def access_as_member(visitor: Visitor, slug: str) -> Viewer:
    """The room for somebody who has come through its door."""
    viewer = access_room(visitor, slug)
    member_of(viewer)
    return viewer


def member_of(viewer: Viewer) -> Membership:
    """Who the viewer is in the room; refuses whoever has not come in."""
    if viewer.membership is None:
        raise NotAllowed(
            _("You are not in this room yet."),
            remedy=_("Choose a name for this room at its door, then come back."),
        )
    return viewer.membership


def require_host(viewer: Viewer) -> None:
    """Refuse whoever is no host of this room."""
    if not viewer.is_host:
        raise NotAllowed(
            _("Only the hosts of this room can do this."),
            remedy=_("Ask a host. Their names stand under “About this room”."),
        )


def require_moderator(viewer: Viewer) -> None:
    """Refuse whoever decides about no posts in this room."""
    if not viewer.is_moderator:
        raise NotAllowed(
            _("Only hosts and moderators of this room can do this."),
            remedy=_("Ask a host. Their names stand under “About this room”."),
        )


def access_as_host(visitor: Visitor, slug: str) -> Viewer:
    """The room for one of its hosts."""
    viewer = access_room(visitor, slug)
    require_host(viewer)
    return viewer


def access_as_moderator(visitor: Visitor, slug: str) -> Viewer:
    """The room for somebody who decides about posts in it."""
    viewer = access_room(visitor, slug)
    require_moderator(viewer)
    return viewer


def access_chat(viewer: Viewer, public_id: str) -> LiveChat:
    """A live chat of this room."""
    chat = LiveChat.objects.filter(room=viewer.room, public_id=public_id).first()
    if chat is None:
        raise NotFound(_("There is no such chat in this room."), remedy=_("Go back to the room."))
    return chat


def access_question(chat: LiveChat, public_id: str) -> Question:
    """A prepared, open or closed question of this chat."""
    question = Question.objects.filter(chat=chat, public_id=public_id).first()
    if question is None:
        raise NotFound(
            _("There is no such question in this chat."), remedy=_("Go back to the chat.")
        )
    return question


def access_post(viewer: Viewer, public_id: str) -> Post:
    """A post that this viewer may see: published, or their own, or any for a moderator."""
    post = (
        Post.objects.select_related("author", "audience", "question", "chat", "reply_to")
        .filter(room=viewer.room, public_id=public_id)
        .first()
    )
    if post is None or not may_see_post(viewer, post):
        raise NotFound(
            _("There is no such post in this room."),
            remedy=_("It may have been withdrawn. Go back to the room."),
        )
    return post


def may_see_post(viewer: Viewer, post: Post) -> bool:
    """Whether the viewer may know of this post. Its text is another matter: see its state."""
    if viewer.is_moderator:
        return True
    if viewer.membership is not None and post.author_id == viewer.membership.pk:
        return True
    return post.state == PostState.PUBLISHED and viewer.may_read_stretch(post.audience)


def access_own_post(viewer: Viewer, public_id: str) -> Post:
    """One of the viewer's own posts, in whatever state."""
    post = access_post(viewer, public_id)
    if viewer.membership is None or post.author_id != viewer.membership.pk:
        raise NotAllowed(
            _("Only its author can do this with a post."), remedy=_("You can report the post.")
        )
    return post


def access_member(viewer: Viewer, public_id: str) -> Membership:
    """Somebody in this room, by the id that this room knows them by."""
    membership = Membership.objects.filter(room=viewer.room, public_id=public_id).first()
    if membership is None:
        raise NotFound(_("There is no such person in this room."), remedy=_("Go back to the room."))
    return membership


def access_promise(viewer: Viewer, level_code: str) -> PublicnessChange:
    """The next narrowing to this level that was promised in this room and is still to come."""
    level = next((level for level in Level if level.code == level_code), None)
    promises = PublicnessChange.objects.filter(room=viewer.room, applied_at=None, cancelled_at=None)
    found = promises.filter(level=level).order_by("due_at").first() if level is not None else None
    if found is None:
        raise NotFound(
            _("There is no such promise in this room."), remedy=_("Load the page again.")
        )
    return found


def access_invitation(viewer: Viewer, ref: str) -> Invitation:
    """An invitation of this room, for its hosts: `ref` is how their page names it."""
    found = Invitation.objects.filter(room=viewer.room, digest__startswith=ref).first()
    if found is None or len(ref) != Invitation.REF_LENGTH:
        raise NotFound(_("There is no such invitation."), remedy=_("Load the page again."))
    return found


def access_box_question(chat: LiveChat, public_id: str) -> BoxQuestion:
    """A question that somebody sent to the box of this chat."""
    found = (
        BoxQuestion.objects.select_related("chat").filter(chat=chat, public_id=public_id).first()
    )
    if found is None:
        raise NotFound(
            _("There is no such question in the box."), remedy=_("It may have been withdrawn.")
        )
    return found


def access_calendar(key: str) -> Viewer:
    """The room whose calendar this secret address opens, as the member who has it reads it."""
    found = (
        CalendarKey.objects.select_related("membership__room", "membership__person")
        .filter(digest=digest_of(key), membership__state=MembershipState.ACTIVE)
        .first()
    )
    person = found.membership.person if found else None
    if found is None or person is None or not person.is_active:
        raise NotFound(
            _("This address does not open a calendar any more."),
            remedy=_("Make a new one on the calendar page of the room."),
        )
    return viewer_at(found.membership.room, person)


def access_draft(person: Person, public_id: str) -> Draft:
    """One of one's own kept drafts."""
    draft = Draft.objects.select_related("room").filter(person=person, public_id=public_id).first()
    if draft is None:
        raise NotFound(_("There is no such draft."), remedy=_("See all drafts in your account."))
    return draft


def access_reminder(person: Person, public_id: str) -> Reminder:
    """One of one's own reminders."""
    reminder = Reminder.objects.filter(person=person, public_id=public_id).first()
    if reminder is None:
        raise NotFound(_("There is no such reminder."), remedy=_("Load the page again."))
    return reminder


def no_room() -> NotFound:
    """One answer for a room that is not there and for one that is closed to the asker."""
    return NotFound(
        _("There is no room here that you can read."),
        remedy=_("If you were invited, sign in first, or open the link of your invitation again."),
    )
