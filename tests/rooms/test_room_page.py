"""The page of a room: what it shows to whom, and how often it asks the store."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import Player

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import close_question, open_next_question
from openrounds.rooms.actions.door import set_block
from openrounds.rooms.actions.posts import pin_post, withdraw_post
from openrounds.rooms.actions.publishing import Submission, publish_post
from openrounds.rooms.actions.rooms import change_settings, widen
from openrounds.rooms.models import BlockKind, Level, LiveChat, Post, Room

pytestmark = pytest.mark.django_db


def say(viewer: Viewer, text: str = "Walking a little every day.", **fields: str) -> Post:
    return publish_post(viewer, Submission(text, **fields)).post


def body(client: Client, url: str = "/rooms/gynae/") -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_an_open_room_without_an_account(
    at_patient: Viewer, visitor: Client
) -> None:
    say(at_patient, "Walking a little every day.")

    page = body(visitor)

    assert "Walking a little every day." in page
    assert "Blue Heron" in page
    assert "Everybody on the web can read this." in page


def test_a_closed_room_sounds_like_none_to_a_stranger(
    make_room: Callable[..., Room], stranger: Player, visitor: Client
) -> None:
    make_room("closed", Level.INVITED)

    for client in (stranger, visitor):
        assert client.get("/rooms/closed/").status_code == 404
        assert client.get("/rooms/nowhere/").status_code == 404


def test_nothing_on_the_page_tells_who_is_behind_a_name(
    new_player: Callable[..., Player],
    room: Room,
    come_in: Callable[..., Viewer],
    host: Player,
) -> None:
    person = new_player("marguerite").person
    say(come_in(person, room, "Blue Heron"))

    page = body(host)

    assert "Blue Heron" in page
    assert "marguerite" not in page
    assert person.log_ref not in page


def test_a_held_post_is_seen_by_its_author_with_its_state_and_by_no_other_reader(
    at_host: Viewer, at_patient: Viewer, patient: Player, stranger: Player, visitor: Client
) -> None:
    say(at_host, "Welcome.")
    change_settings(at_host, {"hold_all": True})
    before = body(visitor)
    say(at_patient, "My scan is on Tuesday.")

    assert "My scan is on Tuesday." in body(patient)
    assert "Waits for a moderator." in body(patient)
    for client in (stranger, visitor):
        assert "My scan is on Tuesday." not in body(client)
    assert without_nonces(body(visitor)) == without_nonces(before)


def without_nonces(page: str) -> str:
    return "\n".join(
        line for line in page.splitlines() if "csrf" not in line and 'value="' not in line
    )


def test_a_withdrawn_post_leaves_one_grey_line(at_patient: Viewer, visitor: Client) -> None:
    post = say(at_patient, "I should not have said this.")
    assert "I should not have said this." in body(visitor)

    withdraw_post(at_patient, post.public_id)

    page = body(visitor)
    assert "I should not have said this." not in page
    assert "The author has withdrawn this post." in page
    assert "Blue Heron" not in page


def test_posts_stand_under_their_question_and_late_answers_where_they_were_said(
    at_host: Viewer, at_patient: Viewer, chat: LiveChat, visitor: Client
) -> None:
    first = open_next_question(at_host, chat)
    assert first is not None
    say(at_patient, "An answer to the first.")
    open_next_question(at_host, chat)
    say(at_patient, "An answer to the second.")
    say(at_patient, "A late thought.", question=first.public_id)

    page = body(visitor)

    places = [
        page.index(words)
        for words in (
            "What helped you in the first weeks?</h2>",
            "An answer to the first.",
            "What do you wish you had asked?</h2>",
            "An answer to the second.",
            "A late thought.",
        )
    ]
    assert places == sorted(places)
    assert "Late, to T1" in page


def test_an_open_question_without_answers_has_its_heading(
    at_host: Viewer, chat: LiveChat, visitor: Client
) -> None:
    assert "What helped you in the first weeks?" not in body(visitor)

    open_next_question(at_host, chat)

    assert "What helped you in the first weeks?" in body(visitor)


def test_questions_to_come_are_counted_and_not_told(
    at_host: Viewer, chat: LiveChat, visitor: Client
) -> None:
    open_next_question(at_host, chat)

    page = body(visitor)

    assert "What do you wish you had asked?" not in page
    assert "1 more question is to come." in page


def test_whoever_comes_after_the_first_question_is_offered_to_catch_up(
    at_host: Viewer, chat: LiveChat, visitor: Client
) -> None:
    open_next_question(at_host, chat)
    assert "catch up" not in body(visitor)

    open_next_question(at_host, chat)

    assert "You join at T2: catch up" in body(visitor)


def test_the_page_holds_fifty_posts_and_leads_to_those_before(
    at_host: Viewer, visitor: Client, settings: object
) -> None:
    settings.POSTS_PER_MINUTE = 1000  # type: ignore[attr-defined]
    posts = [say(at_host, f"Post number {n}.") for n in range(1, 54)]

    page = body(visitor)

    assert "Post number 4." in page
    assert "Post number 3." not in page
    assert f"?before={posts[3].position}" in page
    earlier = body(visitor, f"/rooms/gynae/?before={posts[3].position}")
    assert "Post number 3." in earlier
    assert "Post number 4." not in earlier


def test_what_a_muted_person_says_is_not_shown_to_whoever_muted_them(
    at_host: Viewer, at_patient: Viewer, patient: Player, visitor: Client
) -> None:
    say(at_host, "Drink more water, everybody.")
    assert at_host.membership is not None

    set_block(at_patient, at_host.membership, BlockKind.MUTE)

    assert "Drink more water" not in body(patient)
    assert "Drink more water" in body(visitor)


def test_a_pinned_post_stands_in_about_this_room(
    at_host: Viewer, at_patient: Viewer, visitor: Client
) -> None:
    post = say(at_patient, "A list of things that help.")

    pin_post(at_host, post.public_id, pinned=True)

    assert body(visitor).count("A list of things that help.") == 2


def test_script_is_shown_as_text(at_patient: Viewer, visitor: Client) -> None:
    say(at_patient, "<script>alert(1)</script> <img src=x onerror=alert(2)>")

    page = body(visitor)

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_name_with_script_is_shown_as_text(
    room: Room, patient: Player, come_in: Callable[..., Viewer], visitor: Client
) -> None:
    say(come_in(patient.person, room, '"><script>alert(1)</script>'))

    assert "<script>alert(1)" not in body(visitor)


def test_text_cannot_turn_the_direction_of_what_stands_around_it(
    at_patient: Viewer, visitor: Client
) -> None:
    say(at_patient, "abc \u202etxt.exe\u2066 def")

    page = body(visitor)

    assert "\u202e" not in page
    assert "\u2066" not in page
    assert 'dir="auto"' in page


def test_a_link_in_a_post_gives_no_weight_and_no_window(at_host: Viewer, visitor: Client) -> None:
    say(at_host, "See https://example.org/carers for more.")

    page = body(visitor)

    assert 'href="https://example.org/carers"' in page
    link = page[page.index('<a href="https://example.org/carers"') :].split(">")[0]
    assert "nofollow" in link
    assert "noopener" in link


def test_the_page_asks_the_store_a_small_fixed_number_of_times(
    at_host: Viewer,
    at_patient: Viewer,
    patient: Player,
    chat: LiveChat,
    django_assert_max_num_queries: Callable[[int], object],
    settings: object,
) -> None:
    settings.POSTS_PER_MINUTE = 1000  # type: ignore[attr-defined]
    question = open_next_question(at_host, chat)
    assert question is not None
    patient.get("/rooms/gynae/")
    first = say(at_patient)
    with django_assert_max_num_queries(24) as few:  # type: ignore[attr-defined]
        patient.get("/rooms/gynae/")
    for n in range(60):
        say(at_host, f"Post {n}", reply_to=first.public_id)
    close_question(at_host, question)

    with django_assert_max_num_queries(len(few) + 1):  # type: ignore[attr-defined]
        answer = patient.get("/rooms/gynae/")

    assert answer.content.decode().count("data-post=") >= 50


def test_many_who_come_at_once_ask_the_store_little(
    at_patient: Viewer,
    visitor: Client,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    say(at_patient)
    visitor.get("/rooms/gynae/")

    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        page = body(visitor)

    assert "Walking a little every day." in page


def test_what_is_kept_for_many_never_outlives_a_withdrawal(
    at_host: Viewer, at_patient: Viewer, host: Player, visitor: Client
) -> None:
    post = say(at_patient, "I should not have said this.")
    pin_post(at_host, post.public_id, pinned=True)
    for client in (host, visitor):
        assert "I should not have said this." in body(client)

    withdraw_post(at_patient, post.public_id)

    for client in (host, visitor):
        assert "I should not have said this." not in body(client)


# Search engines and caches.


@pytest.mark.parametrize(
    "level", [Level.INVITED, Level.PROFESSIONALS, Level.MEMBERS, Level.OPEN_UNLISTED]
)
def test_search_engines_are_kept_out_below_the_widest_level(
    make_room: Callable[..., Room], host: Player, level: Level
) -> None:
    make_room("quiet", level, purpose="For those who have had treatment.")

    answer = host.get("/rooms/quiet/")

    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
    head = answer.content.decode().split("</head>")[0]
    assert "og:" not in head
    assert "For those who have had treatment." not in head


def test_search_engines_may_keep_the_newest_page_of_an_indexed_room(
    make_room: Callable[..., Room], visitor: Client
) -> None:
    make_room("wide", Level.OPEN_INDEXED, purpose="For everybody.")

    answer = visitor.get("/rooms/wide/")

    assert "X-Robots-Tag" not in answer
    assert 'name="robots"' not in answer.content.decode()


def test_what_was_said_before_a_room_was_indexed_stays_out_of_the_indexed_page(
    at_host: Viewer, at_patient: Viewer, host: Player, visitor: Client
) -> None:
    early = say(at_patient, "Said when search engines were asked to stay out.")
    pin_post(at_host, early.public_id, pinned=True)
    at_host = access_room(host.person, "gynae")
    widen(at_host, Level.OPEN_INDEXED, confirmed=True)
    say(access_room(host.person, "gynae"), "Said for everybody.", reply_to=early.public_id)

    indexed = visitor.get("/rooms/gynae/")

    page = indexed.content.decode()
    assert "X-Robots-Tag" not in indexed
    assert "Said for everybody." in page
    assert "Said when search engines" not in page
    assert "Blue Heron" not in page
    earlier = visitor.get(page[page.index("?before=") :].split('"')[0], follow=True)
    assert earlier.status_code == 200
    assert (
        "Said when search engines"
        in visitor.get(
            "/rooms/gynae/" + page[page.index("?before=") :].split('"')[0]
        ).content.decode()
    )


def test_earlier_pages_are_never_indexed(make_room: Callable[..., Room], visitor: Client) -> None:
    make_room("wide", Level.OPEN_INDEXED)

    assert visitor.get("/rooms/wide/?before=1")["X-Robots-Tag"] == "noindex, nofollow"


def test_no_cache_keeps_a_page_with_posts(at_patient: Viewer, patient: Player) -> None:
    for page in ("", "search/?q=walking", "people/", "you/"):
        answer = patient.get(f"/rooms/gynae/{page}")
        assert "no-store" in answer["Cache-Control"]


# Without script.


def test_without_script_the_page_can_be_told_to_load_itself(room: Room, visitor: Client) -> None:
    assert 'http-equiv="refresh"' not in body(visitor)

    page = body(visitor, "/rooms/gynae/?refresh=1")

    assert '<meta http-equiv="refresh" content="30">' in page
    assert page.index("<noscript>") < page.index('http-equiv="refresh"')


def test_the_page_says_where_its_stream_stands_before_anything_was_said(
    room: Room, visitor: Client
) -> None:
    page = body(visitor)

    after = page[page.index('data-after="') + 12 :].split('"')[0]
    assert after.endswith(".0")
