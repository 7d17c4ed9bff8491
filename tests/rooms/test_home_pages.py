"""What somebody finds when they come: rooms, chats, help."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from tests.conftest import Player

from openrounds.engine.readability import reading_grade
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import ChatPlan, plan_chat
from openrounds.rooms.models import Level, LiveChat, Room

pytestmark = pytest.mark.django_db

ROOMS = {
    "web": Level.OPEN_INDEXED,
    "unlisted": Level.OPEN_UNLISTED,
    "members": Level.MEMBERS,
    "professionals": Level.PROFESSIONALS,
    "invited": Level.INVITED,
}


@pytest.fixture
def rooms(make_room: Callable[..., Room]) -> None:
    for slug, level in ROOMS.items():
        make_room(slug, level, title=f"Room {slug}.")


@pytest.mark.parametrize("url", ["/", "/rooms/"])
@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("visitor", {"web", "unlisted"}),
        ("stranger", {"web", "unlisted", "members"}),
        ("clinician", {"web", "unlisted", "members", "professionals"}),
        ("moderator", set(ROOMS)),
        ("host", set(ROOMS)),
    ],
)
def test_everybody_finds_the_rooms_they_may_read(
    rooms: None, request: pytest.FixtureRequest, url: str, who: str, reads: set[str]
) -> None:
    page = request.getfixturevalue(who).get(url).content.decode()

    assert {slug for slug in ROOMS if f"Room {slug}." in page} == reads


def test_each_room_says_who_can_read_it_and_who_one_is_there(rooms: None, host: Player) -> None:
    page = host.get("/").content.decode()

    assert "Only people who were invited can read this." in page
    assert "You are Ruth there." in page


def test_a_live_chat_stands_first_and_once(chat: LiveChat, visitor: Client) -> None:
    page = visitor.get("/").content.decode()

    assert page.count("Gynaecologic cancer</a>") == 1
    assert page.index("Live now") < page.index("Gynaecologic cancer")


def test_the_next_chats_stand_in_the_order_of_time(
    make_room: Callable[..., Room], host: Player, visitor: Client
) -> None:
    for slug, days in (("later", 9), ("sooner", 2)):
        make_room(slug)
        begins = timezone.now() + timedelta(days=days)
        plan = ChatPlan(f"The {slug} one", begins, begins + timedelta(hours=1))
        plan_chat(access_room(host.person, slug), plan)

    page = visitor.get("/").content.decode()

    assert page.index("The sooner one") < page.index("The later one")


def test_where_there_is_nothing_to_read_the_page_says_what_to_do(
    visitor: Client, stranger: Player
) -> None:
    assert "sign in to see more" in visitor.get("/").content.decode()
    assert "open the link they sent" in stranger.get("/").content.decode()


def test_search_engines_may_know_home_only_while_it_names_no_unlisted_room(
    make_room: Callable[..., Room], visitor: Client
) -> None:
    make_room("web", Level.OPEN_INDEXED)
    assert "X-Robots-Tag" not in visitor.get("/")

    make_room("unlisted", Level.OPEN_UNLISTED)

    assert visitor.get("/")["X-Robots-Tag"] == "noindex, nofollow"
    assert visitor.get("/rooms/")["X-Robots-Tag"] == "noindex, nofollow"


def test_home_costs_the_same_however_many_rooms_there_are(
    make_room: Callable[..., Room], visitor: Client, django_assert_max_num_queries: object
) -> None:
    make_room("one")
    with django_assert_max_num_queries(4) as asked:  # type: ignore[operator]
        visitor.get("/")
    for n in range(8):
        make_room(f"room-{n}")

    with django_assert_max_num_queries(len(asked)):  # type: ignore[operator]
        visitor.get("/")


@pytest.mark.parametrize("page", ["", "chats/", "guard/", "publicness/"])
def test_help_is_for_everybody_and_easy_to_read(visitor: Client, page: str) -> None:
    answer = visitor.get(f"/help/{page}")

    main = answer.content.decode().split('<main id="main"')[1].split("</main>")[0]
    assert answer.status_code == 200
    assert "X-Robots-Tag" not in answer
    assert reading_grade(strip_tags(main.split(">", 1)[1])) <= 8


@pytest.mark.parametrize("page", ["", "door/", "notice/", "you/", "people/", "chats/", "search/"])
def test_what_a_patient_meets_is_easy_to_read(
    at_patient: Viewer, patient: Player, visitor: Client, page: str
) -> None:
    client = visitor if page == "door/" else patient
    html = client.get(f"/rooms/gynae/{page}").content.decode()

    main = html.split('<main id="main"')[1].split("</main>")[0].split(">", 1)[1]
    assert reading_grade(strip_tags(main.split("<template")[0])) <= 8
