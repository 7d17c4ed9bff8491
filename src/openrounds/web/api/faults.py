"""Everything that can go wrong in the interface, answered as `application/problem+json`."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from openrounds.errors import OpenRoundsError, SignInNeeded
from openrounds.web import wording
from openrounds.web.api.description import Description
from openrounds.web.problem import FieldProblem, Problem, answer, problem_from


class Interface(NinjaAPI):
    """An interface whose faults are ours: what we cannot explain goes on to Django's handlers."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - NinjaAPI's own
        super().__init__(**options)
        self._described: dict[str, Description] = {}

    def on_exception(self, request: HttpRequest, exc: Exception | type[Exception]) -> HttpResponse:
        match exc:
            case OpenRoundsError() if exc.status < 500:
                return _known(request, exc)
            case ValidationError():
                return _fields(request, exc)
            case AuthenticationError():
                words = wording.sign_in_words()
                return _known(request, SignInNeeded(words.happened, remedy=words.step))
            case HttpError():
                return _unreadable(request)
        raise exc

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, made once for each address under which it is asked for."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._described:
            self._described[prefix] = Description(self, prefix)
        return self._described[prefix]


def _known(request: HttpRequest, error: OpenRoundsError) -> HttpResponse:
    response = answer(request, problem_from(error))
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _unreadable(request: HttpRequest) -> HttpResponse:
    words = wording.not_json_words()
    return answer(request, Problem(400, "bad_request", words.title, words.happened, words.step))


def _fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
    words = wording.fields_words()
    fields = tuple(_field(one) for one in error.errors)
    problem = Problem(422, "fields", words.title, words.happened, words.step, fields=fields)
    return answer(request, problem)


def _field(fault: dict[str, Any]) -> FieldProblem:
    place, *rest = fault["loc"]
    inner = rest[1:] if place == "body" else rest  # the first is the name of our own argument
    return FieldProblem(str(place), _pointer(inner), str(fault["type"]), str(fault["msg"]))


def _pointer(steps: Sequence[object]) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)
