from allauth.usersessions.models import UserSession
from django.test import Client
from tests.accounts.conftest import PASSWORD, sign_in, who
from tests.conftest import Player

from openrounds.accounts.access import person_from_session_key
from openrounds.accounts.models import Person


def test_one_sees_where_one_is_signed_in_in_words(nora: Person, at_home: Player) -> None:
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (Android 14; Mobile) Firefox/140.0"})
    phone.post("/accounts/login/", {"login": "nora", "password": PASSWORD})

    page = at_home.get("/accounts/security/").content.decode()

    assert "This browser" in page
    assert "Firefox, Android" in page
    assert "127.0.0.1" not in page


def test_a_browser_that_was_signed_out_from_afar_is_out(nora: Person, at_home: Player) -> None:
    lost = sign_in(nora)
    session = UserSession.objects.get(session_key=lost.session.session_key)

    at_home.post(f"/accounts/security/end/{session.pk}/")

    assert who(lost) is None
    assert who(at_home) == "nora"
    assert person_from_session_key(session.session_key) is None


def test_signing_out_everywhere_else_leaves_this_browser(nora: Person, at_home: Player) -> None:
    others = [sign_in(nora), sign_in(nora)]

    at_home.post("/accounts/security/end-others/")

    assert [who(other) for other in others] == [None, None]
    assert who(at_home) == "nora"
    assert UserSession.objects.filter(user=nora).count() == 1


def test_nobody_ends_the_session_of_somebody_else(at_home: Player, stranger: Player) -> None:
    session = UserSession.objects.get(session_key=at_home.session.session_key)

    answer = stranger.post(f"/accounts/security/end/{session.pk}/")

    assert answer.status_code == 404
    assert who(at_home) == "nora"


def test_of_where_somebody_was_only_the_surroundings_are_kept(nora: Person) -> None:
    far = Client(REMOTE_ADDR="203.0.113.77")
    far.post("/accounts/login/", {"login": "nora", "password": PASSWORD})
    new = Client(REMOTE_ADDR="2001:db8:1:2:3::4")
    new.post("/accounts/login/", {"login": "nora", "password": PASSWORD})

    kept = UserSession.objects.values_list("ip", flat=True)

    assert sorted(kept) == ["2001:db8:1::", "203.0.113.0"]
