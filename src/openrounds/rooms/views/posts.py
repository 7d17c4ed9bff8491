"""What one may do with a post that is there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openrounds.errors import OpenRoundsError, Refused
from openrounds.rooms.access import access_as_member, access_own_post, access_post, access_room
from openrounds.rooms.actions.posts import edit_post, withdraw_post
from openrounds.rooms.actions.reactions import react
from openrounds.rooms.models import Post, PostState, ReactionKind
from openrounds.rooms.queries.cards import post_cards
from openrounds.rooms.queries.posts import answers_to, own_reactions
from openrounds.rooms.views.answering import back, unkept, wants_json


@require_safe
@unkept
def post(request: HttpRequest, slug: str, post_id: str) -> HttpResponse:
    """One post with what it answers and what answers it."""
    viewer = access_room(request.user, slug)
    found = access_post(viewer, post_id)
    context = {
        "room": viewer.room,
        "viewer": viewer,
        "post": found,
        "card": post_cards(viewer, [found])[0] if found.position else None,
        "answers": post_cards(viewer, answers_to(viewer, found)),
    }
    return render(request, "rooms/post.html", context)


@require_http_methods(["GET", "POST"])
@unkept
def edit(request: HttpRequest, slug: str, post_id: str) -> HttpResponse:
    """Change one's own post, for five minutes."""
    viewer = access_as_member(request.user, slug)
    found = access_own_post(viewer, post_id)
    text, error = found.text, None
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            edit_post(viewer, post_id, text)
        except OpenRoundsError as refusal:
            error = refusal
        else:
            return redirect(_place(found))
    context = {"room": viewer.room, "post": found, "text": text, "error": error}
    return render(request, "rooms/edit.html", context, status=error.status if error else 200)


@require_http_methods(["GET", "POST"])
@unkept
def withdraw(request: HttpRequest, slug: str, post_id: str) -> HttpResponse:
    """Take one's own post back, after one more question."""
    viewer = access_as_member(request.user, slug)
    found = access_own_post(viewer, post_id)
    if request.method == "GET":
        return render(request, "rooms/withdraw.html", {"room": viewer.room, "post": found})
    was_seen = found.state == PostState.PUBLISHED
    withdraw_post(viewer, post_id)
    messages.success(request, _("Your post is withdrawn. Its text is erased."))
    return redirect(_place(found) if was_seen else reverse("rooms:room", args=[slug]))


@require_POST
@unkept
def reaction(request: HttpRequest, slug: str, post_id: str) -> HttpResponse:
    """Say one of the few kind things, or take it back: the same tap does both."""
    viewer = access_as_member(request.user, slug)
    kind = _kind(request.POST.get("kind", ""))
    found = access_post(viewer, post_id)
    is_on = kind not in own_reactions(viewer, found)
    found = react(viewer, post_id, kind, on=is_on)
    if wants_json(request):
        mine = sorted(own_reactions(viewer, found))
        return JsonResponse({"id": post_id, "reactions": found.reactions, "mine": mine})
    return back(request, _place(found))


def _kind(raw: str) -> ReactionKind:
    if raw not in ReactionKind.values:
        raise Refused(_("There is no such reaction."), remedy=_("Choose one of those shown."))
    return ReactionKind(raw)


def _place(found: Post) -> str:
    """The post's place in the stream."""
    return f"{reverse('rooms:room', args=[found.room.slug])}#post-{found.public_id}"
