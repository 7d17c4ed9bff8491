import os
import stat
from pathlib import Path
from typing import Any

import pytest

from openrounds.cli.doctor import machine, neighbours, options
from openrounds.cli.doctor.fault import Weight
from openrounds.project.config import Config

SAFE = Config(
    site_url="https://talk.example.org", secure=True, trusted_proxies=1, contact="desk@example.org"
)


def changed(**settings: Any) -> Config:
    values = {name: getattr(SAFE, name) for name in Config.__dataclass_fields__}
    return Config(**(values | settings))


def said(findings: Any) -> str:
    return " ".join(f"{one.weight.name} {one.what} {one.remedy}" for one in findings)


@pytest.mark.parametrize("check", [options.unsafe_settings, options.proxy_and_tls])
def test_a_well_kept_place_is_left_in_peace(check: Any) -> None:
    assert list(check(SAFE)) == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"debug": True}, "FAULT Debugging is on"),
        ({"secret_key": "abc"}, "FAULT The secret key is short"),
        ({"sqlite_synchronous": "OFF"}, "RISK The store does not wait for the disk"),
    ],
)
def test_what_others_must_not_meet_is_named(settings: dict[str, Any], words: str) -> None:
    assert words in said(options.unsafe_settings(changed(**settings)))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"secure": False}, "FAULT Others reach this place, and sign-in cookies may travel"),
        ({"site_url": "http://talk.example.org"}, "does not begin with https://"),
        ({"trusted_proxies": 0}, "No proxy is trusted"),
        ({"contact": ""}, "HINT There is no address to write to"),
    ],
)
def test_address_https_and_proxy_have_to_tell_one_story(
    settings: dict[str, Any], words: str
) -> None:
    assert words in said(options.proxy_and_tls(changed(**settings)))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"bus": "carrier pigeon"}, "OPENROUNDS_BUS is 'carrier pigeon'"),
        ({"time_zone": "Europe/Atlantis"}, "no time zone known here"),
        ({"country": "England"}, "OPENROUNDS_COUNTRY is 'England'"),
        ({"sqlite_synchronous": "SOMETIMES"}, "one of: FULL, NORMAL, OFF"),
    ],
)
def test_a_value_nothing_can_use_is_named(settings: dict[str, Any], words: str) -> None:
    assert words in said(options.wrong_values(changed(**settings)))


def test_a_slip_in_a_name_is_seen() -> None:
    found = list(options.unknown_variables({"OPENROUNDS_PROT": "80", "PATH": "/bin"}))

    assert [one.weight for one in found] == [Weight.RISK]
    assert "Perhaps OPENROUNDS_PORT was meant" in found[0].remedy


def test_secrets_are_never_shown() -> None:
    config = changed(secret_key="the key itself", database_url="postgresql://u:word@host/n")

    shown = {one.variable: one.value for one in options.settings_in_use(config, {})}

    assert shown["OPENROUNDS_SECRET_KEY"] == "(set, hidden)"
    assert "the key itself" not in str(shown)
    assert "word" not in shown["OPENROUNDS_DATABASE_URL"]


def test_a_setting_says_where_it_comes_from() -> None:
    environ = {"OPENROUNDS_PORT": "80", "OPENROUNDS_SECRET_KEY_FILE": "/run/key"}

    sources = {one.variable: one.source for one in options.settings_in_use(SAFE, environ)}

    assert sources["OPENROUNDS_PORT"] == "environment"
    assert sources["OPENROUNDS_SECRET_KEY"] == "file /run/key"
    assert sources["OPENROUNDS_HOST"] == "default"


def test_a_data_folder_that_others_read_is_a_risk(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("x" * 40)
    tmp_path.chmod(0o755)
    (tmp_path / "secret-key").chmod(0o644)

    found = list(machine.data_folder(changed(data=tmp_path)))

    assert "Other accounts of this machine may read secret-key" in said(found)


def test_a_file_in_place_of_the_data_folder_is_a_fault(tmp_path: Path) -> None:
    place = tmp_path / "data"
    place.write_text("not a folder")

    assert "FAULT" in said(machine.data_folder(changed(data=place)))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)

    assert "cannot be written" in said(machine.data_folder(changed(data=tmp_path)))


def test_more_streams_than_open_files_are_a_risk() -> None:
    assert "open files" in said(machine.open_files(changed(streams=10**9)))


def test_a_redis_that_is_away_loses_nothing() -> None:
    found = list(neighbours.redis_answers(changed(redis_url="unix:///nowhere/redis.sock")))

    assert [one.weight for one in found] == [Weight.RISK]
    assert "Nothing is lost" in found[0].what


def test_a_redis_that_answers_is_not_mentioned(redis_server: Any) -> None:
    assert list(neighbours.redis_answers(changed(redis_url=redis_server.url))) == []


def test_mail_that_nobody_receives_is_said() -> None:
    assert "nobody receives it" in said(neighbours.mail(changed(mail_url="file")))


def test_a_mail_server_that_is_away_is_a_fault() -> None:
    found = said(neighbours.mail(changed(mail_url="smtp://me:word@127.0.0.1:9")))

    assert "FAULT The mail server 127.0.0.1, port 9" in found
    assert "word" not in found


@pytest.mark.processes
def test_a_new_place_has_nothing_worse_than_hints(openrounds: Any) -> None:
    answer = openrounds("doctor")

    assert answer.returncode == 0
    assert "FAULT" not in answer.stdout
    assert "OPENROUNDS_DATABASE_URL = (empty)   [default]" in answer.stdout


@pytest.mark.processes
def test_a_setting_that_cannot_be_read_is_explained(openrounds: Any) -> None:
    answer = openrounds("doctor", port="eighty")

    assert answer.returncode == 1
    assert "OPENROUNDS_PORT takes a whole number" in answer.stdout


@pytest.mark.processes
def test_a_database_that_is_away_is_a_fault_without_its_password(openrounds: Any) -> None:
    url = "postgresql://me:pa55phrase@127.0.0.1:9/place"

    answer = openrounds("doctor", "--quiet", database_url=url)

    assert answer.returncode == 1
    assert "The database cannot be reached" in answer.stdout
    assert "pa55phrase" not in answer.stdout + answer.stderr
