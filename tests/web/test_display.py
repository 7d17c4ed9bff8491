"""Language, time zone, light and dark."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import formats, translation
from tests.conftest import Player

pytestmark = pytest.mark.django_db
DARK_SPANISH = {"language": "es", "scheme": "dark", "time_zone": "Europe/Madrid"}


def test_a_first_visit_speaks_the_browsers_language(visitor: Client) -> None:
    answer = visitor.get("/display/", headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})

    assert '<html lang="es"' in answer.content.decode()
    assert answer["Content-Language"] == "es"


def test_a_choice_is_kept_on_the_device_without_signing_in(visitor: Client) -> None:
    answer = visitor.post("/display/", {**DARK_SPANISH, "next": "/display/?from=here"})

    assert (answer.status_code, answer["Location"]) == (302, "/display/?from=here")
    page = visitor.get("/display/").content.decode()
    assert '<html lang="es"' in page
    assert 'data-scheme="dark"' in page


def test_giving_the_scheme_back_to_the_device_forgets_the_choice(visitor: Client) -> None:
    visitor.post("/display/", DARK_SPANISH)

    visitor.post("/display/", {**DARK_SPANISH, "scheme": ""})

    assert "data-scheme" not in visitor.get("/display/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_the_way_back_never_leads_to_a_foreign_site(visitor: Client, elsewhere: str) -> None:
    answer = visitor.post("/display/", {**DARK_SPANISH, "next": elsewhere})

    assert answer["Location"] == "/"


def test_a_persons_language_is_used_on_a_device_that_has_chosen_none(patient: Player) -> None:
    patient.person.language = "es"
    patient.person.save()

    assert '<html lang="es"' in patient.get("/display/").content.decode()


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Europe", "No/Where", ""])
def test_a_made_up_time_zone_is_passed_over(visitor: Client, zone: str) -> None:
    visitor.cookies["or_zone"] = zone

    assert visitor.get("/display/").status_code == 200


def test_the_page_for_being_off_line_is_made_for_nobody_in_particular(patient: Player) -> None:
    answer = patient.get("/offline/")

    assert "You are off line" in answer.content.decode()
    assert patient.person.handle not in answer.content.decode()


def test_a_date_cannot_be_read_the_wrong_way_round() -> None:
    at = datetime(2026, 3, 2, 19, 30, tzinfo=UTC)

    with translation.override("en"):
        assert formats.date_format(at, "DATETIME_FORMAT") == "2 March 2026, 19:30"
    with translation.override("es"):
        assert formats.date_format(at, "DATE_FORMAT") == "2 de marzo de 2026"
