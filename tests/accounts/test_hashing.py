import threading

import pytest
from django.contrib.auth.hashers import check_password, make_password
from pytest_django import Settings

from openrounds.accounts import hashing
from openrounds.errors import Unavailable
from openrounds.project.config import Config
from openrounds.project.sign_in import sign_in_settings


@pytest.fixture
def argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = sign_in_settings(Config())["PASSWORD_HASHERS"]


def test_passwords_are_hashed_with_argon2id_as_rfc_9106_recommends(argon2: None) -> None:
    hashed = make_password("four odd words here")

    assert hashed.startswith("argon2$argon2id$v=19$m=65536,t=3,p=4$")
    assert check_password("four odd words here", hashed)
    assert not check_password("four odd words", hashed)


def test_who_finds_all_places_taken_is_asked_to_come_back(
    argon2: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "WAIT_S", 0.01)
    for _ in range(hashing.AT_ONCE):
        hashing._places.acquire()
    try:
        with pytest.raises(Unavailable):
            make_password("four odd words here")
    finally:
        for _ in range(hashing.AT_ONCE):
            hashing._places.release()


def test_a_crowd_gets_in_one_after_the_other(argon2: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "WAIT_S", 60)
    hashed: list[str] = []
    crowd = [
        threading.Thread(target=lambda: hashed.append(make_password("four odd words here")))
        for _ in range(hashing.AT_ONCE + 1)
    ]

    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert len(hashed) == hashing.AT_ONCE + 1
