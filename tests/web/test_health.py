"""What supervisors, proxies and collectors may ask."""

import shutil

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from openrounds.web.health import readiness


def asked(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def test_a_living_process_says_so_without_asking_the_store() -> None:
    answer = Client().get("/healthz")  # no database fixture: a query would fail the test

    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_a_server_with_all_it_needs_is_ready() -> None:
    answer = readiness({"store": lambda: ""})(asked("/readyz"))

    assert answer.status_code == 200
    assert answer.content == b'{"ready": true, "checks": {"store": "ok"}}'


def test_a_server_that_misses_something_says_what() -> None:
    answer = readiness({"store": lambda: "", "disk": lambda: "12 MiB left"})(asked("/readyz"))

    assert answer.status_code == 503
    assert b'"disk": "12 MiB left"' in answer.content


def test_a_check_that_breaks_means_not_ready_and_tells_no_secret() -> None:
    def broken() -> str:
        raise ConnectionError("postgresql://user:password@host")

    answer = readiness({"store": broken})(asked("/readyz"))

    assert answer.status_code == 503
    assert b"ConnectionError" in answer.content
    assert b"password" not in answer.content


@pytest.mark.django_db
def test_metrics_are_counted_by_route_and_never_by_address(visitor: Client) -> None:
    visitor.get("/display/?secret=hush")
    visitor.get("/a-place-that-is-not-there")

    figures = visitor.get("/metrics").content.decode()

    assert 'openrounds_http_answers_total{method="GET",route="display/",status="200"}' in figures
    assert "hush" not in figures
    assert "a-place-that-is-not-there" not in figures


@pytest.mark.django_db
def test_metrics_are_for_this_machine_or_for_who_has_the_key(
    visitor: Client, settings: Settings
) -> None:
    settings.METRICS_KEY = "a long random key"
    afar = {"REMOTE_ADDR": "203.0.113.7"}

    refused = visitor.get("/metrics", **afar)
    wrong = visitor.get("/metrics", headers={"Authorization": "Bearer guess"}, **afar)
    right = visitor.get("/metrics", headers={"Authorization": "Bearer a long random key"}, **afar)

    assert (refused.status_code, wrong.status_code, right.status_code) == (404, 404, 200)


@pytest.mark.django_db
def test_a_proxy_nobody_told_us_of_does_not_open_the_metrics(visitor: Client) -> None:
    answer = visitor.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"})

    assert answer.status_code == 404


@pytest.mark.django_db
def test_a_server_that_can_work_is_ready_for_a_proxy(visitor: Client) -> None:
    answer = visitor.get("/readyz")

    assert answer.status_code == 200
    assert set(answer.json()["checks"]) == {"store", "disk", "files"}


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_told_before_it_is(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=12 * 2**20))

    answer = visitor.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] == "only 12 MiB left"
