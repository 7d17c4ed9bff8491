"""Writing a post with a browser that runs no script, and with the page's own module."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.conftest import Player

from openrounds.rooms.access import Viewer
from openrounds.rooms.actions.chats import open_next_question
from openrounds.rooms.actions.notices import withdraw_acceptance, write_notice
from openrounds.rooms.actions.rooms import change_settings
from openrounds.rooms.models import Draft, LiveChat, Post, PostState, Room
from openrounds.rooms.queries.notices import current_notice

pytestmark = pytest.mark.django_db

TELLING = "Write to me at fern.walker@example.org if you like."
AS_A_PROGRAM = {"HTTP_ACCEPT": "application/json"}


def send(player: Client, text: str, **fields: str) -> HttpResponse:
    return player.post("/rooms/gynae/posts/", {"text": text, **fields})


def test_a_plain_post_goes_out_and_leads_back_to_its_place(
    at_patient: Viewer, patient: Player
) -> None:
    answer = send(patient, "Walking a little every day.")

    post = Post.objects.get()
    assert post.state == PostState.PUBLISHED
    assert answer.status_code == 302
    assert answer["Location"] == f"/rooms/gynae/#post-{post.public_id}"


def test_what_a_text_gives_away_is_shown_before_it_goes_out(
    at_patient: Viewer, patient: Player
) -> None:
    answer = send(patient, TELLING)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert not Post.objects.exists()
    assert '<mark class="found">fern.walker@example.org</mark>' in page
    assert "This is an e-mail address." in page
    for choice in ("gentler", "as_is", "keep"):
        assert f'value="{choice}"' in page
    assert TELLING in page


def test_the_author_may_post_it_as_it_is(at_patient: Viewer, patient: Player) -> None:
    send(patient, TELLING, choice="as_is")

    assert Post.objects.get().text == TELLING


def test_the_author_may_use_the_gentler_words(at_patient: Viewer, patient: Player) -> None:
    send(patient, TELLING, choice="gentler")

    text = Post.objects.get().text
    assert "fern.walker" not in text
    assert text.startswith("Write to me at ")
    assert text.endswith(" if you like.")


def test_the_author_may_keep_it_as_a_draft(at_patient: Viewer, patient: Player) -> None:
    answer = send(patient, TELLING, choice="keep")

    assert not Post.objects.exists()
    assert answer["Location"] == "/drafts/"
    assert TELLING in patient.get("/drafts/").content.decode()


def test_a_draft_goes_on_where_it_was_left_and_is_gone_once_it_is_out(
    at_patient: Viewer, patient: Player
) -> None:
    send(patient, "I am still thinking.", choice="keep")
    draft = Draft.objects.get()

    page = patient.get(f"/rooms/gynae/?draft={draft.public_id}").content.decode()
    assert "I am still thinking.</textarea>" in page
    send(patient, "I am still thinking.", draft=draft.public_id)

    assert Post.objects.get().text == "I am still thinking."
    assert not Draft.objects.exists()


def test_drafts_are_nobody_elses(
    at_patient: Viewer, patient: Player, stranger: Player, visitor: Client
) -> None:
    send(patient, "I am still thinking.", choice="keep")
    draft = Draft.objects.get().public_id

    assert "I am still thinking." not in stranger.get("/drafts/").content.decode()
    assert (
        "I am still thinking." not in stranger.get(f"/rooms/gynae/?draft={draft}").content.decode()
    )
    assert stranger.post(f"/drafts/{draft}/forget/").status_code == 404
    assert visitor.get("/drafts/")["Location"].startswith("/accounts/login/")
    assert Draft.objects.exists()


def test_an_answer_is_bound_to_the_question_that_was_chosen(
    at_host: Viewer, at_patient: Viewer, patient: Player, chat: LiveChat
) -> None:
    first = open_next_question(at_host, chat)
    open_next_question(at_host, chat)
    assert first is not None

    send(patient, "A late thought.", question=first.public_id)
    send(patient, "Something else.", question="none")

    late, other = Post.objects.order_by("position")
    assert late.question == first
    assert other.question is None


def test_an_answer_to_a_post_says_so(
    at_host: Viewer, at_patient: Viewer, patient: Player, host: Player
) -> None:
    send(patient, "Walking a little every day.")
    post = Post.objects.get()

    page = host.get(f"/rooms/gynae/?reply_to={post.public_id}").content.decode()
    assert "Your answer goes to Blue Heron." in page
    send(host, "So do I.", reply_to=post.public_id)

    assert Post.objects.get(text="So do I.").reply_to == post


def test_sending_the_same_form_twice_posts_once(at_patient: Viewer, patient: Player) -> None:
    for _n in range(2):
        send(patient, "Walking a little every day.", idempotency_key="form-1")

    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no text to send yet."),
        ("https://example.org/ " * 10_000, "At most 2000 fit."),
        ("a\x00b", "This holds signs that are not text."),
    ],
)
def test_a_text_that_cannot_go_out_comes_back_with_what_to_do(
    at_patient: Viewer, patient: Player, text: str, says: str
) -> None:
    answer = send(patient, text)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert text.strip() in page.replace("&#x27;", "'")
    assert not Post.objects.exists()


def test_a_lock_in_the_meantime_gives_the_text_back(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    change_settings(at_host, {"locked": True})

    answer = send(patient, "Walking a little every day.")

    assert answer.status_code == 403
    assert "Walking a little every day.</textarea>" in answer.content.decode()


def test_slow_mode_says_how_long_and_gives_the_text_back(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    change_settings(at_host, {"slow_mode_s": 60})
    send(patient, "One.")

    answer = send(patient, "Two.")

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "Two.</textarea>" in answer.content.decode()


def test_a_new_notice_is_shown_with_the_text_and_accepted_together(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    elements = current_notice(at_host.room).elements | {"contact": "Write to the office."}
    notice = write_notice(at_host.room, elements)

    refused = send(patient, "Walking a little every day.")
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "Write to the office." in page
    assert "Walking a little every day.</textarea>" in page
    assert f'name="notice" value="{notice.digest}"' in " ".join(page.split())
    send(patient, "Walking a little every day.", notice=notice.digest)

    assert Post.objects.get().text == "Walking a little every day."


def test_whoever_was_signed_out_meanwhile_keeps_the_words(room: Room) -> None:
    signed_out = Client()

    answer = signed_out.post(
        "/rooms/gynae/posts/",
        {"text": "I was writing for a long time."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 401
    assert "I was writing for a long time." in answer.content.decode()


def test_a_form_without_its_token_gives_the_words_back_and_posts_nothing(
    at_patient: Viewer, patient: Player
) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(patient.person)

    answer = careful.post(
        "/rooms/gynae/posts/",
        {"text": "I was writing for a long time."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 403
    assert "I was writing for a long time." in answer.content.decode()
    assert not Post.objects.exists()


def test_nobody_writes_without_a_name_in_the_room(
    room: Room, stranger: Player, visitor: Client
) -> None:
    assert send(stranger, "Hello.").status_code == 403
    assert send(visitor, "Hello.").status_code == 401
    assert stranger.post("/rooms/gynae/check/", {"text": "Hello."}).status_code == 403
    assert visitor.post("/rooms/gynae/check/", {"text": "Hello."}).status_code == 401
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("who", "words", "step"),
    [
        ("visitor", "To write, sign in.", "Sign in"),
        ("stranger", "choose a name for this room", "Come in"),
    ],
)
def test_in_the_composers_place_stands_what_to_do_first(
    room: Room, request: pytest.FixtureRequest, who: str, words: str, step: str
) -> None:
    page = request.getfixturevalue(who).get("/rooms/gynae/").content.decode()

    assert words in page
    assert step in page
    assert "<textarea" not in page


def test_whoever_took_the_acceptance_back_is_asked_to_read_the_notice(
    at_patient: Viewer, patient: Player
) -> None:
    withdraw_acceptance(at_patient, current_notice(at_patient.room))

    page = patient.get("/rooms/gynae/").content.decode()

    assert "please read the notice of this room" in page
    assert 'href="/rooms/gynae/notice/"' in page


DESPAIR = "I want to kill myself tonight."


def test_help_is_shown_and_holds_nothing_back(at_patient: Viewer, patient: Player) -> None:
    answer = send(patient, DESPAIR)

    page = answer.content.decode()
    assert Post.objects.get().state == PostState.PUBLISHED
    assert "Your post is out." in page
    assert 'href="tel:999"' in page
    assert 'href="tel:116123"' in page


def test_help_stands_beside_findings(at_patient: Viewer, patient: Player) -> None:
    page = send(patient, f"{DESPAIR} {TELLING}").content.decode()

    assert 'href="tel:999"' in page
    assert "This is an e-mail address." in page


@pytest.mark.parametrize(("country", "number"), [("US", "911"), ("ES", "112"), ("XX", "112")])
def test_help_names_the_number_of_the_country(
    at_patient: Viewer, patient: Player, settings: object, country: str, number: str
) -> None:
    settings.COUNTRY = country  # type: ignore[attr-defined]

    found = patient.post("/rooms/gynae/check/", {"text": DESPAIR}).json()

    assert number in [line["number"] for line in found["help"]]


# The page's module.


def test_the_module_is_told_what_a_draft_gives_away(at_patient: Viewer, patient: Player) -> None:
    text = "🙂 Write to me at fern.walker@example.org"

    found = patient.post("/rooms/gynae/check/", {"text": text}, **AS_A_PROGRAM).json()

    [finding] = found["findings"]
    assert text[finding["start"] : finding["end"]] == "fern.walker@example.org"
    assert finding["says"] == "This is an e-mail address."
    assert finding["instead"]
    assert found["help"] == []


def test_the_module_is_told_what_became_of_a_post(
    at_host: Viewer, at_patient: Viewer, patient: Player
) -> None:
    url = "/rooms/gynae/posts/"
    asked = patient.post(url, {"text": TELLING}, **AS_A_PROGRAM)
    out = patient.post(url, {"text": "Walking."}, **AS_A_PROGRAM)
    kept = patient.post(url, {"text": TELLING, "choice": "keep"}, **AS_A_PROGRAM)
    change_settings(at_host, {"hold_all": True})
    held = patient.post(url, {"text": "Walking slowly."}, **AS_A_PROGRAM)
    refused = patient.post(url, {"text": ""}, **AS_A_PROGRAM)

    states = [answer.json().get("state") for answer in (asked, out, kept, held)]
    assert states == ["findings", "published", "kept", "held"]
    assert out.json()["post"]["text"] == "Walking."
    assert "post" not in held.json()
    assert refused.status_code == 422
    assert refused.json()["code"] == "text_refused"
    assert refused.json()["detail"]


def test_a_check_keeps_nothing(
    at_patient: Viewer, patient: Player, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(5) as asked:  # type: ignore[attr-defined]
        patient.post("/rooms/gynae/check/", {"text": TELLING})

    statements = [query["sql"].split()[0].upper() for query in asked.captured_queries]
    assert set(statements) == {"SELECT"}
