"""What moderation does when something happens in a room, and by the clock."""

from django.template.loader import render_to_string
from django.urls import reverse

from openrounds.accounts.mail import queue_mail
from openrounds.jobs import Entry, handler
from openrounds.jobs.registry import Payload
from openrounds.moderation.actions import (
    forget_evidence,
    is_restrictive,
    open_held_case,
    settle_case_of,
)
from openrounds.moderation.events import CaseDecided
from openrounds.moderation.models import Decision
from openrounds.moderation.wording import mail_subject
from openrounds.rooms.events import PostGone, PostHeld
from openrounds.rooms.models import Post
from openrounds.web.addresses import absolute


def open_case(event: PostHeld) -> None:
    """A held post needs a look: inline, so that no held post is ever without a case."""
    open_held_case(Post.objects.select_related("room", "author").get(public_id=event.post))


def settle_case(event: PostGone) -> None:
    """A held post that its author took back needs no look any more."""
    if event.reason == "withdrawn":
        settle_case_of(Post.objects.get(public_id=event.post))


def tell_author(event: CaseDecided) -> None:
    """Send a word to the author of a post that was given back or taken away: no text, no room."""
    about = Decision.objects.filter(case__public_id=event.case, undone_at=None)
    decision = about.select_related("case__post__author__person").order_by("-at").first()
    if decision is None or not is_restrictive(decision.outcome):
        return
    person = decision.case.post.author.person
    if person is None or not person.email:
        return
    url = absolute(reverse("moderation:answer", args=[decision.public_id]))
    body = render_to_string("moderation/mail/answer.txt", {"url": url})
    queue_mail(person.email, subject=mail_subject(), body=body)


@handler("moderation.forget_evidence", atomic=True)
def forget_old_evidence(_payload: Payload) -> None:
    """Once a day: erase what reported posts said, a month after the decision."""
    forget_evidence()


FORGET_EVIDENCE = Entry("moderation.forget_evidence", every_s=86_400)
