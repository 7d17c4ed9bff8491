"""Bad input: a clear answer with a way on, nothing half written, and never a fault of ours."""

import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from tests.api.conftest import OPERATIONS, Program

from openrounds.project.api import api
from openrounds.rooms.models import Post

ZALGO = "h" + "\u0301" * 400 + "i"
LINKS = "http://a.example/ " * 10_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "x" * 2001,
        "x" * 1_000_000,
        LINKS,
        "a\x00b",
        "\x01\x02\x03",
        "a\n" * 500,
        "\u200b\u200b",
    ],
)
def test_a_text_that_cannot_go_out_is_refused_with_a_way_on(patients: Program, text: str) -> None:
    refused = patients.post("rooms/gynae/posts", text=text)

    assert refused.status == 422
    assert refused["detail"]
    assert refused["remedy"]
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\u202egnp.exe",
        ZALGO,
        "'; DROP TABLE rooms_post; --",
        "👩🏽‍⚕️ ok",
    ],
)
def test_odd_text_is_data_and_comes_back_as_data(patients: Program, text: str) -> None:
    sent = patients.post("rooms/gynae/posts", text=text)

    assert sent.status in {201, 202, 422}
    for post in patients.get("rooms/gynae/posts")["items"]:
        assert "\u202e" not in post["text"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": "\\ud800"}',
        b'{"text": 7}',
        b'{"text": null}',
        b"[]",
        b"null",
        b'{"text": "a", "unknown": 1}',
        b"{" * 100_000,
        b"[" * 100_000,
        b'{"text": NaN}',
        b"",
    ],
)
def test_a_body_of_another_shape_is_refused(patients: Program, body: bytes) -> None:
    refused = patients.call("POST", "rooms/gynae/posts", body)

    assert refused.status in {400, 422}
    assert not Post.objects.exists()


def test_more_than_we_take_is_refused(patients: Program) -> None:
    huge = b'{"text": "' + b"x" * 3_000_000 + b'"}'

    assert patients.call("POST", "rooms/gynae/posts", huge)["code"] == "too_large"


@pytest.mark.parametrize("key", ["x" * 81, "a b", "é"])
def test_a_key_of_an_attempt_that_cannot_be_is_refused(patients: Program, key: str) -> None:
    refused = patients.call(
        "POST", "rooms/gynae/posts", {"text": "Hi."}, headers={"Idempotency-Key": key}
    )

    assert refused.status == 422
    assert refused["fields"][0]["place"] == "header"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("rooms/gynae/posts", {"limit": 0}),
        ("rooms/gynae/posts", {"limit": 1001}),
        ("rooms/gynae/posts", {"limit": "many"}),
        ("rooms/gynae/posts", {"before": -1}),
        ("rooms/gynae/posts", {"after": "10" * 30}),
        ("rooms/gynae/search", {}),
        ("rooms/gynae/search", {"q": "a\x00b"}),
        ("rooms/gynae/chats", {"when": "never"}),
        ("rooms", {"after": "%"}),
    ],
)
def test_a_query_that_cannot_be_is_refused_by_name(
    nobody: Program, patients: Program, path: str, query: dict[str, Any]
) -> None:
    refused = nobody.get(path, **query)

    assert (refused.status, refused["code"]) == (422, "fields")
    assert refused["fields"][0]["place"] == "query"


@pytest.mark.parametrize("name", ["a", "x" * 300, "a\nb", "\u202e\u202e", "\x00\x00\x00"])
def test_a_name_that_cannot_be_is_refused(patients: Program, name: str) -> None:
    assert patients.patch("rooms/gynae/me", pseudonym=name).status == 422
    assert patients.get("rooms/gynae/me")["name"] == "Blue Heron"


ODD: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 1.5, "", "a", "\x00", "\ud800", "x" * 6000, "../../etc/passwd", "🩺",
    [], ["a"], [None], {}, {"a": 1}, {"text": {"text": 1}}, "2030-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
)  # fmt: skip


def odd_bodies(route: str, method: str, dice: random.Random) -> Iterator[Any]:
    """Bodies whose fields are known, and whose values are anything."""
    path = "/" + route.removeprefix("api/v1/").replace("<slug:", "{").replace(">", "}")
    path = path.replace("<", "{")
    described = api.get_openapi_schema(path_prefix="")
    operation = described["paths"][path][method.lower()]
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    for option in schema.get("anyOf", [schema]):
        if "$ref" in option:
            shape = described["components"]["schemas"][option["$ref"].rpartition("/")[2]]
            names = list(shape.get("properties", {}))
            for _ in range(25):
                yield {name: dice.choice(ODD) for name in names if dice.random() < 0.8}


@pytest.mark.parametrize(("route", "method"), [key for key in OPERATIONS if key[1] != "GET"])
def test_whatever_is_sent_is_no_fault_of_ours(
    hosts: Program, patients: Program, route: str, method: str
) -> None:
    dice = random.Random(f"{route} {method}")  # noqa: S311 - so that a run can be repeated
    post = patients.post("rooms/gynae/posts", text="One.")["post"]["id"]
    known = defaultdict(lambda: "unknown", slug="gynae", post=post, kind="thanks")
    path = route.removeprefix("api/v1/").replace("<slug:", "{").replace("<", "{").replace(">", "}")

    for body in odd_bodies(route, method, dice):
        answer = hosts.call(method, path.format_map(known), body)
        assert answer.status < 500, body
