from tests.conftest import Player

from openrounds.accounts.access import has_role
from openrounds.accounts.models import Person, Role
from openrounds.accounts.slots import Slot, fill
from openrounds.audit.models import LogEntry

PAGE = "/accounts/profile/"
PLAIN = {"handle": "patient", "language": "", "time_zone": ""}


def test_language_and_time_zone_are_kept_and_used(patient: Player) -> None:
    patient.post(PAGE, {**PLAIN, "language": "es", "time_zone": "America/Bogota"})

    person = Person.objects.get(handle="patient")
    assert (person.language, person.time_zone) == ("es", "America/Bogota")
    assert patient.get(PAGE).headers["Content-Language"] == "es"


def test_a_handle_can_be_changed_to_a_free_one_only(patient: Player, host: Player) -> None:
    taken = patient.post(PAGE, {**PLAIN, "handle": "HOST"})
    assert "This handle is taken" in taken.content.decode()

    patient.post(PAGE, {**PLAIN, "handle": "Quiet-Reader"})
    patient.person.refresh_from_db()
    assert patient.person.handle == "quiet-reader"


def test_who_says_they_are_a_clinician_is_believed_as_far_as_the_words_go(patient: Player) -> None:
    assert "nobody has checked it" in patient.get(PAGE).content.decode()

    patient.post(PAGE, {**PLAIN, "says_clinician": "on"})
    assert has_role(Person.objects.get(handle="patient"), Role.CLINICIAN_CLAIMED)

    patient.post(PAGE, PLAIN)
    assert not has_role(Person.objects.get(handle="patient"), Role.CLINICIAN_CLAIMED)
    logged = LogEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(logged) == ["role.granted", "role.revoked"]


def test_no_other_role_can_be_had_through_the_profile(patient: Player) -> None:
    patient.post(PAGE, {**PLAIN, "role": "administrator", "roles": "administrator"})

    assert not Person.objects.get(handle="patient").roles.exists()


def test_a_language_or_zone_that_does_not_exist_is_refused(patient: Player) -> None:
    answer = patient.post(PAGE, {**PLAIN, "time_zone": "Mars/Olympus"})

    assert answer.status_code == 200
    assert Person.objects.get(handle="patient").time_zone == ""


def test_the_place_for_mail_shows_what_others_put_there(patient: Player) -> None:
    fill(Slot.MAIL, lambda request: f"<p>Reminders for {request.user.handle}</p>")

    page = patient.get("/accounts/mail/").content.decode()

    assert "Reminders for patient" in page
