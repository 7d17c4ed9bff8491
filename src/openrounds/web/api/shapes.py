"""What every part of the interface shares: the shapes of bodies, and answers that are ready."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

JSON_TYPE = "application/json; charset=utf-8"

Words = Annotated[str, StringConstraints(max_length=20_000)]
"""Text from a program. The engine judges it later; this only keeps a body from being a book."""

PlainText = Annotated[
    str, StringConstraints(max_length=5_000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")
]
"""Text for a field that the engine does not look at: no control characters; stores refuse some."""

REF = r"^[A-Za-z0-9_-]*$"
Ref = Annotated[str, StringConstraints(max_length=80, pattern=REF)]
"""A public id or a key, in a body or a query."""


class RequestBody(BaseModel):
    """What a program sends. A field we do not know is a mistake worth telling."""

    model_config = ConfigDict(extra="forbid")


class AnswerBody(BaseModel):
    """What we answer. Nothing leaves that is not declared here; tests compare."""

    model_config = ConfigDict(extra="forbid", strict=True)


class FieldFault(AnswerBody):
    """What is wrong with one field: `place` is body, query, path or header."""

    place: str
    pointer: str = Field(description="RFC 6901, such as /questions/0")
    code: str
    detail: str


class Fault(AnswerBody):
    """RFC 9457, with a stable `code` for programs and `remedy`: what to do now."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str = Field(description="The number under which our log has this request.")
    remedy: str = ""
    retry_after_s: int | None = None
    fields: list[FieldFault] = []


FAULT_STATUSES = frozenset({400, 401, 403, 404, 405, 409, 413, 421, 422, 429, 503})
FAULTS: dict[Any, Any] = {FAULT_STATUSES: Fault}

Value = Mapping[str, Any]


def answers(model: Any, *, status: int = 200) -> dict[Any, Any]:  # noqa: ANN401 - a type or an alias
    """The declaration of an operation's answers: one good one, and every fault."""
    return {status: model, **FAULTS}


def ready(value: Value | Sequence[Value], *, status: int = 200) -> HttpResponse:
    """An answer from prepared values: declared by the operation's schema, not checked again.

    Nothing of it may be stored on the way: a text that is withdrawn must be gone a second later.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text.encode(), content_type=JSON_TYPE, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def done() -> HttpResponse:
    """It worked, and there is nothing to say."""
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
