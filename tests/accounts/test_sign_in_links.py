from datetime import timedelta

from django.test import Client
from tests.accounts.conftest import who
from tests.accounts.test_second_factors import set_up_app
from tests.conftest import Player
from time_machine import Traveller

from openrounds.accounts.actions import make_sign_in_link
from openrounds.accounts.models import Person, SignInLink
from openrounds.audit.models import LogEntry


def test_looking_at_a_link_shows_a_button_and_spends_nothing(
    patient: Player, visitor: Client
) -> None:
    path = make_sign_in_link(patient.person)

    for _ in range(2):
        assert "Sign in as patient" in visitor.get(path).content.decode()
    assert who(visitor) is None

    visitor.post(path)
    assert who(visitor) == "patient"


def test_a_link_opens_once(patient: Player, visitor: Client) -> None:
    path = make_sign_in_link(patient.person)
    visitor.post(path)

    second = Client()
    answer = second.post(path)

    assert answer.status_code == 410
    assert "does not open any more" in answer.content.decode()
    assert who(second) is None


def test_a_link_that_is_too_old_opens_nothing(
    patient: Player, visitor: Client, clock: Traveller
) -> None:
    path = make_sign_in_link(patient.person, lives=timedelta(minutes=10))
    clock.shift(601)

    assert visitor.get(path).status_code == 410
    assert visitor.post(path).status_code == 410
    assert who(visitor) is None


def test_a_link_to_a_shut_account_and_one_that_was_made_up_look_spent(
    patient: Player, visitor: Client
) -> None:
    path = make_sign_in_link(patient.person)
    type(patient.person).objects.update(is_active=False)

    assert visitor.post(path).status_code == 410
    assert visitor.post("/accounts/link/made-up/").status_code == 410


def test_a_link_cannot_be_read_from_the_store(patient: Player) -> None:
    path = make_sign_in_link(patient.person)

    assert path.strip("/").split("/")[-1] not in str(vars(SignInLink.objects.get()))


def test_making_and_using_a_link_are_logged(patient: Player, visitor: Client) -> None:
    visitor.post(make_sign_in_link(patient.person))

    actions = LogEntry.objects.order_by("id").values_list("action", flat=True)

    assert list(actions) == ["sign_in_link.made", "sign_in_link.used"]


def test_a_link_helps_whoever_has_lost_the_second_factor(
    nora: Person, at_home: Player, visitor: Client
) -> None:
    set_up_app(at_home)

    visitor.post(make_sign_in_link(nora))

    assert who(visitor) == "nora"


def test_a_browser_signed_in_by_a_link_stands_in_the_list_and_can_be_signed_out(
    patient: Player, visitor: Client
) -> None:
    visitor.post(make_sign_in_link(patient.person))
    assert "This browser" in visitor.get("/accounts/security/").content.decode()


def test_a_link_can_lead_straight_to_a_page_of_this_place_and_nowhere_else(
    patient: Player, visitor: Client
) -> None:
    here = visitor.post(make_sign_in_link(patient.person) + "?next=/accounts/keys/")
    elsewhere = Client().post(make_sign_in_link(patient.person) + "?next=https://evil.example/")

    assert here.headers["Location"] == "/accounts/keys/"
    assert elsewhere.headers["Location"] == "/"
