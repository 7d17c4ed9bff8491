"""The interface on a page: its OpenAPI document for people, without a line of script."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openrounds.web.api.faults import Interface

Schema = Mapping[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is sent or comes back: `kind` in words such as "text or nothing"."""

    name: str
    kind: str
    place: str
    is_needed: bool
    about: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What comes back with one status: the name of the shape and its fields."""

    status: int
    name: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation."""

    method: str
    path: str
    about: str
    is_open: bool
    asks: Sequence[Field]
    answers: Sequence[Shape]

    @property
    def anchor(self) -> str:
        """The fragment under which this operation stands on the page."""
        return f"{self.method}{self.path}".replace("/", "-").replace("{", "").replace("}", "")


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations about one noun."""

    name: str
    entries: Sequence[Entry]


def reference(interface: Interface) -> Callable[[HttpRequest], HttpResponse]:
    """The page about an interface."""

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        described = interface.get_openapi_schema()
        context = {"about": described["info"]["description"], "chapters": chapters(described)}
        return render(request, "web/api_reference.html", context)

    return page


def chapters(described: Schema) -> list[Chapter]:
    """The operations by noun, in the order in which the document names them."""
    found: dict[str, list[Entry]] = {}
    for path, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                tag = methods[method].get("tags", [""])[0]
                found.setdefault(tag, []).append(_entry(described, method, path, methods[method]))
    return [Chapter(name, entries) for name, entries in found.items()]


def _entry(described: Schema, method: str, path: str, operation: Schema) -> Entry:
    asks = [_parameter(one) for one in operation.get("parameters", ()) if one["in"] != "path"]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body:
        asks += _fields(described, body["schema"], "body")
    return Entry(
        method=method.upper(),
        path=path,
        about=operation.get("description", ""),
        is_open={} in operation.get("security", ()),
        asks=asks,
        answers=list(_answers(described, operation["responses"])),
    )


def _answers(described: Schema, responses: Mapping[int | str, Any]) -> Iterator[Shape]:
    for status, said in responses.items():
        if int(status) < 400:
            content = said.get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            name = _kind(schema) if schema else ", ".join(content)
            yield Shape(int(status), name, _fields(described, schema, ""))


def _parameter(one: Schema) -> Field:
    return Field(
        name=one["name"],
        kind=_kind(one["schema"]),
        place=one["in"],
        is_needed=bool(one.get("required")),
        about=one.get("description", ""),
    )


def _fields(described: Schema, schema: Schema, place: str) -> list[Field]:
    shape = _resolved(described, schema)
    needed = shape.get("required", ())
    return [
        Field(name, _kind(field), place, name in needed, field.get("description", ""))
        for name, field in shape.get("properties", {}).items()
    ]


def _resolved(described: Schema, schema: Schema) -> Schema:
    for option in schema.get("anyOf", [schema]):
        if "$ref" in option:
            parts: Schema = described["components"]["schemas"]
            return _resolved(described, parts[_name(option)])
    return schema


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _kind(schema: Schema) -> str:
    """A type as one reads it: "list of Author", "string or null"."""
    if "$ref" in schema:
        return _name(schema)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(_kind(one) for one in schema[several])
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type", "anything"))
