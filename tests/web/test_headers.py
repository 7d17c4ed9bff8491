"""What browsers and search engines are told with every answer."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path

from openrounds.web.csp import content_security_policy
from openrounds.web.robots import allow_indexing


def open_page(request: HttpRequest) -> HttpResponse:
    allow_indexing(request)
    return render(request, "base.html")


urlpatterns = [path("open", open_page), path("", include("openrounds.project.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_a_browser_may_run_our_own_files_and_nothing_else(visitor: Client) -> None:
    answer = visitor.get("/display/")

    policy = dict(
        part.partition(" ")[::2] for part in answer["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "openrounds"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_sign_in_elsewhere_is_the_only_foreign_place_a_form_may_lead_to() -> None:
    policy = content_security_policy(form_targets=["https://id.example.org"], is_https=True)

    directives = policy["DIRECTIVES"]
    assert directives["form-action"] == ["'self'", "https://id.example.org"]
    assert directives["upgrade-insecure-requests"] is True


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ],
)
def test_every_answer_carries_the_careful_headers(visitor: Client, header: str, value: str) -> None:
    assert visitor.get("/display/")[header] == value
    assert visitor.get("/nowhere")[header] == value


def test_no_page_may_use_the_camera_or_the_place_of_a_device(visitor: Client) -> None:
    policy = visitor.get("/display/")["Permissions-Policy"]

    assert "camera=()" in policy
    assert "geolocation=()" in policy


def test_search_engines_stay_out_unless_a_page_lets_them_in(visitor: Client) -> None:
    closed, opened = visitor.get("/display/"), visitor.get("/open")

    assert '<meta name="robots" content="noindex, nofollow">' in closed.content.decode()
    assert "X-Robots-Tag" not in opened
    assert "noindex" not in opened.content.decode()


def test_a_request_keeps_a_proxys_number_but_not_a_strangers_text(visitor: Client) -> None:
    kept = visitor.get("/healthz", headers={"X-Request-ID": "a1b2c3d4e5f6"})
    refused = visitor.get("/healthz", headers={"X-Request-ID": "a\nSet-Cookie: evil"})

    assert kept["X-Request-ID"] == "a1b2c3d4e5f6"
    assert "evil" not in refused["X-Request-ID"]
