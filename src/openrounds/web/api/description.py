"""The OpenAPI document of an interface, with faults and optional sign-in said as they are."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

PROBLEM = "application/problem+json"
FAULT = "#/components/responses/Fault"


class Description(OpenAPISchema):
    """As django-ninja writes it, except where it has no words for what we do."""

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        """Each fault refers to one description: it is the same everywhere."""
        found = super().responses(operation)
        return {
            status: {"$ref": FAULT} if status >= 400 else said for status, said in found.items()
        }

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        """An empty requirement stands for: nobody needs to be signed in."""
        ways = super().operation_security(operation) or []
        is_open = len(ways) < len(operation.auth_callbacks)
        return [*ways, {}] if is_open else ways

    def get_components(self) -> dict[str, Any]:
        """The shared shapes, and the one answer to every fault."""
        fault = {
            "description": "What happened, and what to do now.",
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Fault"}}},
        }
        return {**super().get_components(), "responses": {"Fault": fault}}
