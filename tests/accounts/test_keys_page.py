import re

from tests.conftest import Player

from openrounds.accounts.access import authenticate_bearer
from openrounds.accounts.models import ApiToken

PAGE = "/accounts/keys/"


def make(player: Player, **fields: str) -> str:
    page = player.post(PAGE, {"name": "harness", **fields}).content.decode()
    return re.findall(r'class="key">(\S+?)<', page)[0]


def test_a_new_key_is_shown_once_and_works(patient: Player) -> None:
    key = make(patient)

    assert authenticate_bearer(f"Bearer {key}") == patient.person
    assert key not in patient.get(PAGE).content.decode()


def test_a_key_may_write_only_if_one_says_so(patient: Player) -> None:
    make(patient)
    make(patient, may_write="on")

    assert [token.may_write for token in ApiToken.objects.order_by("pk")] == [False, True]


def test_the_page_with_the_key_is_kept_by_no_cache(patient: Player) -> None:
    answer = patient.post(PAGE, {"name": "harness"})

    assert "no-store" in answer.headers["Cache-Control"]


def test_an_ended_key_opens_nothing_and_leaves_the_list(patient: Player) -> None:
    key = make(patient)

    patient.post(f"{PAGE}{ApiToken.objects.get().pk}/end/")

    assert authenticate_bearer(f"Bearer {key}") is None
    assert "harness" not in patient.get(PAGE).content.decode().split("</ul>")[-1]


def test_nobody_sees_or_ends_the_keys_of_somebody_else(patient: Player, stranger: Player) -> None:
    key = make(patient)

    assert "harness" not in stranger.get(PAGE).content.decode()
    assert stranger.post(f"{PAGE}{ApiToken.objects.get().pk}/end/").status_code == 404
    assert authenticate_bearer(f"Bearer {key}") == patient.person
