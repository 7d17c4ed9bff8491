"""Every URL is declared, and answers exactly those it was declared for."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.architecture.openapi_samples import body, sample
from tests.architecture.url_permissions import (
    ALLAUTH_FOR_ANYONE,
    ALLAUTH_SIGNED_IN,
    API,
    PAGES,
    Audience,
)
from tests.architecture.world import EVERYBODY, READERS, World, build

from openrounds.project.api import api
from openrounds.rooms.models import Level

OPENAPI: Mapping[str, Any] = api.get_openapi_schema(path_prefix="")
PARTS = OPENAPI["components"]["schemas"]
pytestmark = pytest.mark.django_db
LEVELS = [pytest.param(level, id=level.code) for level in READERS]
METHODS = ("GET", "POST")
EVERY_URL = {**PAGES, **API}
PARAMETER = re.compile(r"\(\?P<(\w+)>|<(?:\w+:)?(\w+)>")


def patterns(
    found: list[URLPattern | URLResolver], space: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Every URL's name with its namespace, and the names of its parameters."""
    for one in found:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            own = [a or b for a, b in PARAMETER.findall(str(one.pattern))]
            yield from ((name, own + more) for name, more in patterns(one.url_patterns, inner))
        else:
            names = [a or b for a, b in PARAMETER.findall(str(one.pattern))]
            yield f"{space}{one.name}", names


URLS = dict(patterns(get_resolver().url_patterns))
OURS = sorted(set(URLS) - ALLAUTH_FOR_ANYONE - ALLAUTH_SIGNED_IN)


def operations() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path, methods in OPENAPI["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


OPERATIONS = dict(operations())


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Client]:
    return {name: request.getfixturevalue(name) for name in sorted(EVERYBODY)}


@pytest.fixture
def world(cast: dict[str, Client], request: pytest.FixtureRequest) -> World:
    return build(cast, getattr(request, "param", Level.OPEN_UNLISTED))


def is_refused(answer: HttpResponse) -> bool:
    """Refused, or sent to sign in, or told that there is nothing."""
    if answer.status_code in {301, 302, 303}:
        return "/accounts/login/" in answer["Location"]
    return answer.status_code in {401, 403, 404, 410}


def those_who_get_an_answer(world: World, **request: Any) -> set[str]:
    """Send the same request as everybody, each time into the same world."""
    admitted = set()
    for name, client in world.cast.items():
        cookies = deepcopy(client.cookies)
        with transaction.atomic():
            answer = client.generic(**request)
            if answer.streaming:
                list(answer.streaming_content)  # read to the end, so that the file is closed
            transaction.set_rollback(True)
        client.cookies = cookies
        assert answer.status_code < 500, f"{name}: {answer.status_code}"
        if not is_refused(answer):
            admitted.add(name)
    return admitted


def page_of(key: str, world: World) -> dict[str, Any]:
    method, name = key.split(" ")
    given = {one: world.parameters[one] for one in URLS[name]}
    return {"method": method, "path": reverse(name, kwargs=given)}


def request_of(key: str, world: World) -> dict[str, Any]:
    method, path = key.split(" ")
    operation = OPERATIONS[key]
    query = {
        one["name"]: sample(one["schema"], PARTS)
        for one in operation.get("parameters", ())
        if one["in"] == "query" and one.get("required")
    }
    filled = path.format_map(world.parameters)
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    data = body(content["schema"], PARTS) if content else {}
    return {
        "method": method,
        "path": f"/api/v1{filled}" + (f"?{urlencode(query)}" if query else ""),
        "data": json.dumps(data) if content else "",
        "content_type": "application/json",
    }


def test_every_page_is_declared() -> None:
    declared = {key.split(" ")[1] for key in PAGES}
    pages = {name for name in OURS if not name.startswith("api:")}

    assert pages - declared == set(), "Declare them in url_permissions.py"
    assert declared - pages == set(), "These are declared and do not exist"


def test_every_operation_of_the_interface_is_declared() -> None:
    described = {"api:openapi-json", "api:api-root"}

    assert set(OPERATIONS) == set(API)
    assert len([name for name in URLS if name.startswith("api:")]) == len(OPERATIONS) + len(
        described
    )


def answered_wrongly(keys: Iterable[str], world: World) -> dict[str, str]:
    """For each URL that answered others than it should: who got in, and who was kept out."""
    wrong = {}
    for key in keys:
        request = page_of(key, world) if key in PAGES else request_of(key, world)
        found = those_who_get_an_answer(world, **request)
        wanted = world.admitted(EVERY_URL[key])
        if found != wanted:
            wrong[key] = f"let in {sorted(found - wanted)}, kept out {sorted(wanted - found)}"
    return wrong


def test_every_page_and_operation_answers_those_it_is_for(world: World) -> None:
    assert answered_wrongly(EVERY_URL, world) == {}


@pytest.mark.parametrize("world", LEVELS, indirect=True)
def test_a_room_is_read_by_those_it_is_open_to(world: World) -> None:
    of_readers = [
        key
        for key, who in EVERY_URL.items()
        if who in {Audience.READER, Audience.COMER, Audience.OPEN}
    ]

    assert answered_wrongly(of_readers, world) == {}


def test_a_method_that_nobody_declared_is_refused(world: World) -> None:
    pages = [name for name in OURS if not name.startswith("api:")]
    undeclared = [f"{m} {name}" for name in pages for m in METHODS if f"{m} {name}" not in PAGES]

    answers = {
        key: world.cast["administrator"].generic(**page_of(key, world)) for key in undeclared
    }

    assert [k for k, got in answers.items() if got.status_code != 405 and not is_refused(got)] == []


@pytest.mark.parametrize("name", sorted(ALLAUTH_SIGNED_IN))
def test_pages_about_an_account_ask_one_to_sign_in(name: str, visitor: Client) -> None:
    address = reverse(name, kwargs=dict.fromkeys(URLS[name], 1))

    answer = visitor.get(address, follow=True)

    assert any("/accounts/login/" in step for step, _ in answer.redirect_chain)
