"""Nobody can tell from the interface that two pseudonyms are one person.

One patient is in two rooms, and not in a third where somebody else does the same. Whatever an
observer is told about both rooms of the patient must come in the third one, too: then it is a word
of the product, or the host's, and says nothing about the patient.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from tests.api.conftest import OPERATIONS, Program
from tests.conftest import Player

from openrounds.realtime.models import Topic
from openrounds.realtime.queries import entries_after
from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import ChatPlan, open_chat, open_next_question, plan_chat
from openrounds.rooms.models import Room
from openrounds.rooms.queries.stream import frames

ROOMS = ("ovary", "thyroid")
CONTROL = "lung"
NAMES = {"ovary": "Blue Heron", "thyroid": "Grey Owl", "lung": "Red Kite"}
TEXTS = {
    "ovary": "Walking helps me a lot.",
    "thyroid": "I sleep with the radio on.",
    "lung": "A friend came by every day.",
}
SECONDS = re.compile(r"T\d\d:\d\d:(?!00)\d\d|\.\d{3,6}(Z|\+)")


@pytest.fixture
def act(
    clock: time_machine.Traveller,
    make_room: Callable[..., Room],
    come_in: Callable[..., Viewer],
    program: Callable[..., Program],
) -> Callable[[str, Player, Player, Player], None]:
    """Lets somebody do everything that people do in a room, while an observer is there."""

    def one_evening(slug: str, actor: Player, observer: Player, host: Player) -> None:
        clock.shift(timedelta(minutes=47, seconds=13))
        room = make_room(slug, title=f"About {slug}", purpose=f"Talk about {slug}")
        come_in(actor.person, room, NAMES[slug])
        come_in(observer.person, room, f"Observer of {slug}")
        _hold_chat(access_room(host.person, slug))
        mine = program(actor)
        post = mine.post(f"rooms/{slug}/posts", text=TEXTS[slug])["post"]["id"]
        clock.shift(timedelta(seconds=31))
        mine.patch(f"rooms/{slug}/posts/{post}", text=TEXTS[slug] + " Really.")
        program(observer).put(f"rooms/{slug}/posts/{post}/reactions/thanks")
        gone = mine.post(f"rooms/{slug}/posts", text=f"Too much about {slug}.")["post"]["id"]
        mine.delete(f"rooms/{slug}/posts/{gone}")
        program(host).put(f"rooms/{slug}/posts/{post}/pin")

    return one_evening


@pytest.fixture
def evenings(
    act: Callable[..., None],
    new_player: Callable[..., Player],
    host: Player,
    patient: Player,
    stranger: Player,
) -> None:
    """The patient in two rooms, a carer in the third; the stranger observes all three."""
    for slug in ROOMS:
        act(slug, patient, stranger, host)
    act(CONTROL, new_player("carer"), stranger, host)


def _hold_chat(viewer: Viewer) -> None:
    slug = viewer.room.slug
    starts_at = timezone.now().replace(second=0, microsecond=0)
    plan = ChatPlan(
        title=f"Evening about {slug}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        questions=(f"What helps with {slug}?",),
    )
    open_next_question(viewer, open_chat(viewer, plan_chat(viewer, plan)))


def told(program: Program, slug: str) -> dict[str, Any]:
    """Everything that a program can read about a room, by request."""
    here = {"slug": slug}
    posts = program.get(f"rooms/{slug}/posts")["items"]
    chats = program.get(f"rooms/{slug}/chats")["items"]
    author = next(post["author"] for post in posts if post["author"])
    here |= {"post": posts[0]["id"], "chat": chats[0]["id"], "member": author["id"]}
    answers = {}
    for route, method in OPERATIONS:
        if method != "GET" or "rooms/<slug:slug>" not in route or route.endswith("/events"):
            continue
        path = re.sub(r"<slug:(\w+)>", lambda found: here[found[1]], route)
        path = path.removeprefix("api/v1/")
        query = {"q": "helps"} if path.endswith("search") else {}
        answers[path] = program.get(path, **query).body
        if path.endswith("transcript"):
            answers[f"{path} csv"] = program.get(path, form="csv").body
    return answers


def leaves(value: Any) -> Iterator[str]:
    """Every text in an answer, keys of maps left out."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, bytes):
        for row in csv.reader(io.StringIO(value.decode("utf-8-sig"))):
            yield from row
    elif isinstance(value, str):
        yield value


def only_of_the_patient(seen: dict[str, set[str]]) -> set[str]:
    """What comes in both rooms of the patient and not in the third."""
    one, two = (seen[slug] for slug in ROOMS)
    return (one & two) - seen[CONTROL]


@pytest.mark.usefixtures("evenings")
@pytest.mark.parametrize("who", ["stranger", "host", "moderator", "administrator"])
def test_no_answer_about_one_room_comes_back_in_another(
    program: Callable[..., Program], request: pytest.FixtureRequest, who: str
) -> None:
    asker = program(request.getfixturevalue(who))

    seen = {slug: set(leaves([*told(asker, slug).values()])) for slug in (*ROOMS, CONTROL)}

    assert len(seen["ovary"]) > 50
    assert only_of_the_patient(seen) == set()


@pytest.mark.usefixtures("evenings")
def test_no_answer_tells_the_second_in_which_somebody_acted(
    program: Callable[..., Program], stranger: Player
) -> None:
    for slug in ROOMS:
        for path, answer in told(program(stranger), slug).items():
            assert not SECONDS.search(str(answer)), f"{path}: {answer}"


@pytest.mark.usefixtures("evenings")
def test_no_answer_names_the_account(
    program: Callable[..., Program], stranger: Player, patient: Player
) -> None:
    person = patient.person
    private = (person.handle, person.email, person.log_ref)

    for slug in ROOMS:
        seen = str(told(program(stranger), slug))
        assert [fact for fact in private if fact in seen] == []


@pytest.mark.usefixtures("evenings")
def test_no_live_frame_of_one_room_comes_back_in_another() -> None:
    heard = {}
    for slug in (*ROOMS, CONTROL):
        topic = Topic.objects.get(key=f"room:{Room.objects.get(slug=slug).pk}:1")
        _state, entries = entries_after(topic.key, 0, limit=500) or (None, [])
        said = frames(topic.key, [(entry.kind, entry.ref) for entry in entries])
        assert len(said) >= 7
        assert not SECONDS.search(str(said))
        heard[slug] = {*leaves(said), topic.epoch}

    assert only_of_the_patient(heard) == set()


@pytest.mark.usefixtures("evenings")
def test_people_are_listed_by_name_and_not_in_the_order_in_which_they_came(
    program: Callable[..., Program], stranger: Player
) -> None:
    for slug in ROOMS:
        names = [m["name"] for m in program(stranger).get(f"rooms/{slug}/members")["items"]]
        assert names == sorted(names)
