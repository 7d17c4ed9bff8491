"""How the pages of rooms answer: never kept by a cache, and back to where one came from."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def unkept(view: View[P]) -> View[P]:
    """No cache keeps the answer: a post that is withdrawn is gone from everywhere at once."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return wrapper


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the form wants to return to, if that is one of our own pages."""
    wished = request.POST.get("next", "") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wished, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wished if wished and is_ours else otherwise


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Go back after something was done."""
    return redirect(way_back(request, otherwise))


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: a page's own module, usually."""
    wished = request.get_preferred_type(["text/html", "application/json"])
    return wished == "application/json"
