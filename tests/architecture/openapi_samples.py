"""The smallest input that an OpenAPI schema allows: a request then fails for its sender alone."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
WORDS = "something true and harmless"


def sample(schema: Schema, parts: Schema) -> Any:
    """A value that the schema allows. `parts` are the document's shared schemas."""
    if "$ref" in schema:
        return sample(parts[schema["$ref"].rpartition("/")[2]], parts)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return sample(schema[several][0], parts)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    return _of_type(schema, parts)


def _of_type(schema: Schema, parts: Schema) -> Any:
    match schema.get("type"):
        case "object":
            return body(schema, parts)
        case "array":
            return [sample(schema["items"], parts)] * schema.get("minItems", 0)
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "string":
            return _words(schema)
    return None


def _words(schema: Schema) -> str:
    if schema.get("format") == "date-time":
        return "2099-03-02T19:00:00Z"
    if schema.get("format") == "date":
        return "2099-03-02"
    if "pattern" in schema:
        return "abc-def"
    return WORDS[: schema.get("maxLength", len(WORDS))]


def body(schema: Schema, parts: Schema) -> dict[str, Any]:
    """The required members of an object."""
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    wanted = schema.get("required", ())
    return {name: sample(schema["properties"][name], parts) for name in wanted}
