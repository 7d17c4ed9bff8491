"""One's own account: what it says, the keys of one's programs, and everything in one archive."""

from typing import Annotated, Literal, NoReturn

from django.http import FileResponse, HttpResponse, QueryDict
from django.utils import timezone
from ninja import Router
from ninja.errors import ValidationError
from pydantic import Field, StringConstraints

from openrounds.accounts.access import KEY_REF_LENGTH, access_own_key, roles_of
from openrounds.accounts.actions import change_profile, end_token, make_token, record_export
from openrounds.accounts.api.identity import BEARER_ONLY, SESSION_ONLY, SIGNED_IN, MemberRequest
from openrounds.accounts.export import write_archive
from openrounds.accounts.forms.yours import ProfileForm
from openrounds.accounts.models import ApiToken, Person, Role
from openrounds.accounts.queries import live_tokens_of
from openrounds.web.api.shapes import AnswerBody, PlainText, RequestBody, answers, done, ready
from openrounds.web.limits import Limit, check_limit

router = Router(tags=["Me"])
EXPORTS = Limit.per_hour(6)


class Me(AnswerBody):
    """My account. Nobody else sees any of it."""

    handle: str
    email: str
    language: str
    time_zone: str
    roles: list[Literal["member", "clinician_claimed", "host", "moderator", "administrator"]]


class MyChanges(RequestBody):
    """What I say about myself. What is left out stays as it is."""

    handle: Annotated[PlainText, StringConstraints(max_length=30)] | None = None
    language: Annotated[PlainText, StringConstraints(max_length=8)] | None = None
    time_zone: Annotated[PlainText, StringConstraints(max_length=64)] | None = None
    says_clinician: bool | None = Field(
        default=None, description="I say that I am a clinician. Nobody has checked it."
    )


class KeyValue(AnswerBody):
    """A key of one of my programs. The key itself is shown once, when it is made."""

    id: str
    name: str
    may_write: bool
    last_used_on: str | None = Field(description="The day, and no more.")


class KeyList(AnswerBody):
    items: list[KeyValue]


class NewKey(RequestBody):
    name: Annotated[PlainText, StringConstraints(min_length=1, max_length=60)]
    may_write: bool = False


class MadeKey(AnswerBody):
    key: str = Field(description="Only now can it be read; keep it.")


@router.get("", auth=SIGNED_IN, response=answers(Me))
def read_account(request: MemberRequest) -> HttpResponse:
    """My account."""
    return ready(_value(request.auth))


@router.patch("", auth=SIGNED_IN, response=answers(Me))
def change_account(request: MemberRequest, body: MyChanges) -> HttpResponse:
    """Change what I say about myself. Deleting the account is done on its page, by its owner."""
    person = request.auth
    form = ProfileForm(_form_data(person, body), person=person)
    if not form.is_valid():
        _refuse(form)
    change_profile(person, **form.cleaned_data)
    person.__dict__.pop("community_roles", None)  # read before the change
    return ready(_value(person))


@router.get("/keys", auth=SIGNED_IN, response=answers(KeyList))
def list_keys(request: MemberRequest) -> HttpResponse:
    """The keys of my programs, newest first."""
    return ready({"items": [_key(token) for token in live_tokens_of(request.auth)]})


@router.post("/keys", auth=SESSION_ONLY, response=answers(MadeKey, status=201))
def make_key(request: MemberRequest, body: NewKey) -> HttpResponse:
    """A new key. A key cannot make keys: one that was lost could not be ended for good."""
    key = make_token(request.auth, name=body.name, may_write=body.may_write)
    return ready({"key": key}, status=201)


@router.delete("/keys/{slug:key_id}", auth=SIGNED_IN, response=answers(None, status=204))
def end_key(request: MemberRequest, key_id: str) -> HttpResponse:
    """End one of my keys. It opens nothing any more."""
    end_token(access_own_key(request.auth, key_id))
    return done()


@router.post(
    "/export",
    auth=BEARER_ONLY,
    response=answers(None, status=200),
    openapi_extra={
        "responses": {
            200: {
                "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}
            }
        }
    },
)
def export_me(request: MemberRequest) -> FileResponse:
    """Everything that is stored about me, as a zip archive. In a browser, use its page."""
    check_limit("export", request.auth.log_ref, EXPORTS)
    archive = write_archive(request.auth, now=timezone.now())
    record_export(request.auth)
    return FileResponse(
        archive,
        as_attachment=True,
        filename="everything-about-you.zip",
        content_type="application/zip",
        headers={"Cache-Control": "no-store"},
    )


def _form_data(person: Person, body: MyChanges) -> QueryDict:
    says = body.says_clinician
    is_clinician = Role.CLINICIAN_CLAIMED in person.community_roles if says is None else says
    data = QueryDict(mutable=True)
    data["handle"] = person.handle if body.handle is None else body.handle
    data["language"] = person.language if body.language is None else body.language
    data["time_zone"] = person.time_zone if body.time_zone is None else body.time_zone
    data["says_clinician"] = "on" if is_clinician else ""
    return data


def _refuse(form: ProfileForm) -> NoReturn:
    raise ValidationError(
        [
            {"loc": ("body", "body", name), "type": fault.code or "invalid", "msg": message}
            for name, faults in form.errors.as_data().items()
            for fault in faults
            for message in fault.messages
        ]
    )


def _value(person: Person) -> dict[str, object]:
    return {
        "handle": person.handle,
        "email": person.email,
        "language": person.language,
        "time_zone": person.time_zone,
        "roles": sorted(str(role) for role in roles_of(person)),
    }


def _key(token: ApiToken) -> dict[str, object]:
    return {
        "id": token.digest[:KEY_REF_LENGTH],
        "name": token.name,
        "may_write": token.may_write,
        "last_used_on": token.last_used_on.isoformat() if token.last_used_on else None,
    }
