"""What the interface says about itself."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.architecture.sources import ROOT

from openrounds.project.api import api

pytestmark = pytest.mark.django_db
OPERATIONS = [
    f"{method.upper()} {path}"
    for path, methods in api.get_openapi_schema(path_prefix="").get("paths", {}).items()
    for method in methods
]


@pytest.fixture
def described(visitor: Client) -> Any:
    answer = visitor.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_each_operation_says_what_it_does_and_what_it_answers(described: Any) -> None:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation["description"], where
            assert operation["tags"], where
            assert operation["security"], where
            assert any(int(status) < 400 for status in operation["responses"]), where


def test_faults_are_declared_as_problems(described: Any) -> None:
    fault = described["components"]["responses"]["Fault"]["content"]

    assert list(fault) == ["application/problem+json"]
    declared = described["paths"]["/api/v1/rooms/{slug}/posts"]["post"]["responses"]
    assert declared["429"] == {"$ref": "#/components/responses/Fault"}


def test_open_rooms_answer_without_a_key_and_posts_need_one(described: Any) -> None:
    posts = described["paths"]["/api/v1/rooms/{slug}/posts"]

    assert {} in posts["get"]["security"]
    assert {} not in posts["post"]["security"]


def test_the_page_shows_every_operation_and_brings_no_script_of_its_own(visitor: Client) -> None:
    answer = visitor.get("/api/")

    page = unescape(answer.content.decode())
    for operation in OPERATIONS:
        method, path = operation.split(" ")
        assert f"{method} /api/v1{path}" in page
    assert "<script>" not in page
    assert re.findall(r"<script[^>]* src=\"(https?:)?//", page) == []


def test_the_reference_lists_every_operation() -> None:
    page = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")

    listed = re.findall(r"^\| `([A-Z]+ /\S*)` \|", page, re.MULTILINE)

    assert sorted(listed) == sorted(OPERATIONS)
