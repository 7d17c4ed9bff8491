"""Programs that talk to the interface. Each answer is compared with what the interface declares."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from tests.conftest import Player
from tests.rooms.conftest import at_host, at_patient, chat, come_in, make_room, room

from openrounds.accounts.actions import make_token
from openrounds.accounts.models import Person
from openrounds.project.api import api
from openrounds.rooms.access import Viewer
from openrounds.rooms.models import Room

__all__ = ["at_host", "at_patient", "chat", "come_in", "make_room", "room"]

OPERATIONS = {
    (f"api/v1{bound.prefix}{path}".replace("{", "<").replace("}", ">"), method): operation
    for bound in api._get_bound_routers()
    for path, view in bound.path_operations.items()
    for operation in view.operations
    for method in operation.methods
}


@dataclass(frozen=True)
class Answer:
    """What came back, read."""

    status: int
    body: Any
    headers: Mapping[str, str]

    def __getitem__(self, key: str) -> Any:
        return self.body[key]


class Program:
    """A program with a key, or without one. `p.post("rooms/x/posts", text="Hello")`."""

    def __init__(self, key: str = "", client: Client | None = None) -> None:
        self.client = client or Client()
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path: str, **query: Any) -> Answer:
        return self.call("GET", path, query=query)

    def post(self, path: str, **body: Any) -> Answer:
        return self.call("POST", path, body)

    def put(self, path: str, **body: Any) -> Answer:
        return self.call("PUT", path, body)

    def patch(self, path: str, **body: Any) -> Answer:
        return self.call("PATCH", path, body)

    def delete(self, path: str, **query: Any) -> Answer:
        return self.call("DELETE", path, query=query)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send anything: `body` is sent as JSON unless it is bytes."""
        url = f"/api/v1/{path}"
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body)
        response = self.client.generic(
            method,
            url,
            raw,
            content_type="application/json",
            query_params=dict(query or {}),
            headers=self.headers | dict(headers or {}),
        )
        return read(method, response)


def read(method: str, response: Any) -> Answer:
    """The answer, after a look at whether it is what was declared."""
    is_json = "json" in response.headers.get("Content-Type", "")
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    body = json.loads(raw) if is_json else raw
    match = response.wsgi_request.resolver_match  # nothing where no address matched
    operation = OPERATIONS.get((match.route, method)) if match else None
    if operation is not None:
        declared = operation.response_models
        assert response.status_code in declared, f"{response.status_code} is not declared: {body}"
        shape = declared[response.status_code]
        if shape is None:
            assert body == b"" or response.streaming
        elif is_json:
            shape.model_validate({"response": body})
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
    return Answer(response.status_code, body, response.headers)


@pytest.fixture
def program(db: None) -> Callable[..., Program]:
    """Makes a program for somebody: `program(patient)`, `program(patient, may_write=False)`."""

    def make(player: Player | Person, *, may_write: bool = True) -> Program:
        person = player.person if isinstance(player, Player) else player
        return Program(make_token(person, name="test", may_write=may_write))

    return make


@pytest.fixture
def nobody(db: None) -> Program:
    """A program without a key."""
    return Program()


@pytest.fixture
def patients(program: Callable[..., Program], patient: Player, at_patient: Viewer) -> Program:
    """The program of a patient who is in the room and has accepted its notice."""
    return program(patient)


@pytest.fixture
def hosts(program: Callable[..., Program], host: Player, room: Room) -> Program:
    """The program of the host of the room."""
    return program(host)
