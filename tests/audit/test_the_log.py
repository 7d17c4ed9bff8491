import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.conftest import Player
from time_machine import Traveller

from openrounds.audit import access
from openrounds.audit.actions import append
from openrounds.audit.models import LogEntry
from openrounds.audit.queries import Filter, as_csv, as_json_lines, entries_about, page, stream

PAGE = "/log/"


@transaction.atomic
def log(action: str, **fields: object) -> LogEntry:
    return append(action, **fields)


def rows(answer: object) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_the_page_shows_newest_first_and_narrows(administrator: Player, clock: Traveller) -> None:
    log("post.published", of=("post", "p1"), room_ref="r1", actor_ref="a")
    clock.shift(3600)
    log("post.withdrawn", of=("post", "p1"), room_ref="r1", actor_ref="a")
    log("role.granted", of=("person", "x"), detail={"role": "host"})

    def shown(query: str) -> list[str]:
        return [entry.action for entry in administrator.get(PAGE + query).context["entries"]]

    assert shown("") == ["role.granted", "post.withdrawn", "post.published"]
    assert shown("?action=post.withdrawn") == ["post.withdrawn"]
    assert shown("?object_kind=post&object_ref=p1") == ["post.withdrawn", "post.published"]
    assert shown("?since=2026-03-02T19:30") == ["role.granted", "post.withdrawn"]
    assert shown("?until=2026-03-02T19:30") == ["post.published"]
    assert shown("?since=yesterday&before=abc") == shown("")


def test_a_long_log_comes_page_by_page_without_loss(administrator: Player) -> None:
    for number in range(250):
        log("post.published", of=("post", str(number)))

    seen, query = [], ""
    while True:
        answer = administrator.get(PAGE + query)
        seen += [entry.object_ref for entry in answer.context["entries"]]
        query = answer.context["older"]
        if not query:
            break

    assert seen == [str(number) for number in reversed(range(250))]


def test_the_same_actor_looks_the_same_within_a_room_and_different_in_another(
    administrator: Player,
) -> None:
    for room in ("r1", "r1", "r2"):
        log("post.published", actor_ref="somebody", room_ref=room)

    shown = [entry.actor for entry in administrator.get(PAGE).context["entries"]]

    assert shown[1] == shown[2] != shown[0]
    assert b"somebody" not in administrator.get(PAGE).content


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_is_saved_from_the_page_hides_actors_as_the_page_does(
    administrator: Player, form: Any
) -> None:
    log("post.published", actor_ref="somebody", room_ref="r1")

    answer = administrator.get(f"{PAGE}export.{form}")

    assert b"somebody" not in b"".join(answer.streaming_content)


def test_the_table_holds_each_entry_with_what_the_filter_asked_for(administrator: Player) -> None:
    log("post.published", of=("post", "p1"), content_hash="ab" * 32, detail={"n": 3})
    log("role.granted", of=("person", "x"))

    heading, *lines = rows(administrator.get(f"{PAGE}export.csv?action=post.published"))

    assert heading[:4] == ["id", "at", "actor", "action"]
    assert [line[3:] for line in lines] == [
        ["post.published", "post", "p1", "", "ab" * 32, '{"n":3}']
    ]


def test_saving_the_log_is_itself_in_the_log(administrator: Player) -> None:
    administrator.get(f"{PAGE}export.csv")

    entry = LogEntry.objects.get(action="log.exported")
    assert (entry.actor_ref, entry.detail) == (administrator.person.log_ref, {"format": "csv"})


def test_a_form_that_does_not_exist_is_said_so(administrator: Player) -> None:
    assert administrator.get(f"{PAGE}export.xlsx").status_code == 404


@pytest.mark.parametrize("url", ["", "export.csv", "export.jsonl"])
def test_the_log_is_for_administrators_alone(
    visitor: Client, patient: Player, host: Player, moderator: Player, url: str
) -> None:
    for player in (patient, host, moderator):
        assert player.get(PAGE + url).status_code == 403
    assert visitor.get(PAGE + url).headers["Location"].startswith("/accounts/login/")


def test_the_stream_gives_all_entries_in_order_with_their_true_actors(db: None) -> None:
    for number in range(30):
        log("post.published", actor_ref=f"a{number}")

    lines = [json.loads(line) for line in as_json_lines(stream(Filter()))]

    assert [line["actor"] for line in lines] == [f"a{number}" for number in range(30)]


def test_an_empty_log_is_a_heading_alone(db: None) -> None:
    assert next(as_csv(stream(Filter()))).startswith("id,at,actor")
    assert page(Filter()) == []


def test_times_leave_the_log_with_their_zone(clock: Traveller, db: None) -> None:
    log("post.published")

    (line,) = as_json_lines(stream(Filter()))

    assert datetime.fromisoformat(json.loads(line)["at"]) == datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def test_an_entry_outside_a_transaction_is_a_mistake(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        append("post.published")


def test_what_the_log_knows_about_somebody_names_nobody_else(db: None) -> None:
    log("role.granted", actor_ref="boss", of=("person", "me"))
    log("post.published", actor_ref="me", of=("post", "p1"))
    log("post.published", actor_ref="other", of=("post", "p2"))

    about = list(entries_about("me"))

    assert [(one["action"], one["by"]) for one in about] == [
        ("role.granted", ""),
        ("post.published", "you"),
    ]
    assert "boss" not in str(about)


def test_until_somebody_says_who_may_nobody_reads_the_log(
    administrator: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_check", [])

    assert administrator.get(PAGE).status_code == 403
