"""What people and programs get when something went wrong."""

import json

import pytest
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django.fixtures import Settings

from openrounds.errors import NotAllowed, SignInNeeded, TooMany
from openrounds.project.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]

SECRET = "Nina Bauer, born 1 May 1971"  # what somebody wrote, and no fault may repeat


def fail_with_too_many(request: HttpRequest) -> HttpResponse:
    raise TooMany("That was a lot.", remedy="Wait a little.", retry_after_s=7)


def fail_with_not_allowed(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("Only hosts open questions.", remedy="Ask a host.")


def fail_with_lost_store(request: HttpRequest) -> HttpResponse:
    raise OperationalError(f"could not insert ({SECRET})")


def fail_with_bug(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


def fail_with_sign_in_needed(request: HttpRequest) -> HttpResponse:
    raise SignInNeeded("Only members read this.")


def fail_with_not_found(request: HttpRequest) -> HttpResponse:
    raise Http404(SECRET)


urlpatterns = [
    path("too-many", fail_with_too_many),
    path("not-allowed", fail_with_not_allowed),
    path("lost-store", fail_with_lost_store),
    path("bug", fail_with_bug),
    path("not-found", fail_with_not_found),
    path("api/bug", fail_with_bug),
    path("sign-in-needed", fail_with_sign_in_needed),
    path("", include("openrounds.project.urls")),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/too-many", 429, "A little slower, please"),
        ("/not-allowed", 403, "You cannot do this here"),
        ("/not-found", 404, "There is nothing here"),
        ("/nowhere", 404, "There is nothing here"),
        ("/lost-store", 503, "Not available just now"),
        ("/bug", 500, "Something went wrong on our side"),
    ],
)
def test_a_person_gets_a_page_with_a_title_and_a_way_on(
    visitor: Client, address: str, status: int, title: str
) -> None:
    answer = visitor.get(address)

    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in page
    assert 'href="/"' in page
    assert SECRET not in page
    assert answer["Cache-Control"] == "no-store"


def test_who_has_to_sign_in_first_is_led_there_and_back(visitor: Client) -> None:
    page = visitor.get("/sign-in-needed?page=2")
    program = visitor.get("/sign-in-needed", headers={"Accept": "application/json"})

    assert page.status_code == 302
    assert page["Location"].endswith("?next=%2Fsign-in-needed%3Fpage%3D2")
    assert program.status_code == 401


def test_a_form_sent_without_being_signed_in_is_given_back_beside_the_door(
    visitor: Client,
) -> None:
    answer = visitor.post(
        "/sign-in-needed",
        {"text": "a long answer"},
        headers={"Referer": "http://testserver/rooms/quiet/", "Origin": "http://testserver"},
    )

    page = answer.content.decode()
    assert answer.status_code == 401
    assert "a long answer" in page
    assert "?next=%2Frooms%2Fquiet%2F" in page


def test_a_program_gets_a_problem_with_a_stable_code_and_a_remedy(visitor: Client) -> None:
    answer = visitor.get("/not-allowed", headers={"Accept": "application/json"})

    assert answer["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert problem["status"] == answer.status_code == 403
    assert problem["code"] == "not_allowed"
    assert problem["detail"] == "Only hosts open questions."
    assert problem["remedy"] == "Ask a host."
    assert problem["instance"] == f"urn:openrounds:request:{answer['X-Request-ID']}"


def test_the_api_answers_with_problems_whatever_was_asked_for(visitor: Client) -> None:
    answer = visitor.get("/api/bug", headers={"Accept": "text/html"})

    assert answer["Content-Type"] == "application/problem+json"
    assert SECRET not in answer.content.decode()


def test_a_refusal_for_haste_says_when_it_works_again(visitor: Client) -> None:
    answer = visitor.get("/too-many", headers={"Accept": "application/json"})

    assert answer["Retry-After"] == "7"
    assert json.loads(answer.content)["retry_after_s"] == 7


def test_what_somebody_typed_is_given_back_when_it_could_not_be_taken(visitor: Client) -> None:
    words = "It was a long night,\nand I wrote a lot."

    answer = visitor.post(
        "/too-many", {"text": words, "password": SECRET}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert words in answer.content.decode()
    assert SECRET not in answer.content.decode()


def test_an_expired_form_gives_the_words_back_to_be_sent_again() -> None:
    browser = Client(enforce_csrf_checks=True)
    words = "It was a long night,\nand I wrote a lot."

    answer = browser.post(
        "/too-many", {"text": words, "question": "t2"}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    page = answer.content.decode()
    assert answer.status_code == 403
    assert words in page
    assert '<input type="hidden" name="question" value="t2">' in page
    assert 'action="/too-many"' in page
    assert 'name="csrfmiddlewaretoken"' in page


def test_a_form_from_a_foreign_page_is_not_given_back() -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(
        "/too-many", {"text": "words of a stranger"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "words of a stranger" not in page
    assert "<form" not in page


def test_an_expired_form_with_a_password_is_never_written_into_a_page() -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(
        "/too-many",
        {"login": "nina", "password": SECRET},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert SECRET not in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_more_fields_than_we_take_is_refused_in_words(visitor: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = visitor.post("/display/", {"language": "x" * 500})

    assert answer.status_code == 413
    assert "That is too much at once" in answer.content.decode()


def test_a_fault_is_logged_by_kind_and_place_without_its_words(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = visitor.get("/bug?token=hush")

    logged = "\n".join(str(record.msg) for record in caplog.records)
    assert "RuntimeError" in logged
    assert "test_answers_to_faults.py" in logged
    assert answer["X-Request-ID"] in logged
    assert SECRET not in logged
    assert "hush" not in logged
