from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openrounds.accounts.access import has_role
from openrounds.accounts.models import Role
from openrounds.rooms.queries.home import rooms_at_home
from openrounds.rooms.views.answering import unkept
from openrounds.web.robots import allow_indexing


@require_safe
@unkept
def home(request: HttpRequest) -> HttpResponse:
    """What is live, what comes next, and the rooms one may read."""
    rooms = rooms_at_home(request.user)
    if rooms.all_indexed and not request.user.is_authenticated:
        allow_indexing(request)
    return render(request, "rooms/home.html", {"rooms": rooms})


@require_safe
@unkept
def room_list(request: HttpRequest) -> HttpResponse:
    """All rooms one may read."""
    context = {"rooms": rooms_at_home(request.user), "may_make": has_role(request.user, Role.HOST)}
    return render(request, "rooms/rooms.html", context)
