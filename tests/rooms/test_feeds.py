"""Atom and RSS of open rooms: what stands in them, and what never does."""

from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import EVENING, Player

from openrounds.rooms.access import Viewer, access_room
from openrounds.rooms.actions.chats import ChatPlan, cancel_chat, plan_chat
from openrounds.rooms.actions.posts import (
    expire_posts,
    remove_post,
    restore_post,
    withdraw_post,
)
from openrounds.rooms.actions.publishing import (
    Submission,
    decline_post,
    publish_post,
    release_post,
)
from openrounds.rooms.actions.rooms import change_settings, narrow, widen
from openrounds.rooms.models import Level, Post, PostState, Room

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/rooms/gynae/feed.atom", "/rooms/gynae/feed.rss")


def read(client: Client, path: str = FEEDS[0]) -> ET.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return ET.fromstring(answer.content)  # noqa: S314 - our own


def titles(feed: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]


def test_posts_and_chats_stand_in_the_feed_newest_first(
    clock: time_machine.Traveller, at_host: Viewer, at_patient: Viewer, visitor: Client
) -> None:
    publish_post(at_patient, Submission("A walk every morning."))
    clock.shift(timedelta(hours=1))
    start = timezone.now() + timedelta(days=2)
    plan_chat(at_host, ChatPlan("Sleep", start, start + timedelta(hours=1)))

    feed = read(visitor)

    assert titles(feed) == ["Chat planned: Sleep", "Blue Heron"]
    assert "A walk every morning." in ET.tostring(feed, encoding="unicode")


def test_rss_holds_the_same(
    clock: time_machine.Traveller, at_patient: Viewer, visitor: Client
) -> None:
    publish_post(at_patient, Submission("A <b>walk</b> every morning."))

    feed = read(visitor, FEEDS[1])

    [item] = feed.iter("item")
    assert item.findtext("title") == "Blue Heron"
    assert item.findtext("description") == "<p>A &lt;b&gt;walk&lt;/b&gt; every morning.</p>"


def test_times_in_a_feed_are_cut_to_the_minute(
    clock: time_machine.Traveller, at_patient: Viewer, visitor: Client
) -> None:
    clock.shift(17.3)
    publish_post(at_patient, Submission("A walk every morning."))

    [entry] = read(visitor).iter(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}published") == "2026-03-02T19:00:00+00:00"


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("level", [Level.MEMBERS, Level.PROFESSIONALS, Level.INVITED])
def test_a_room_that_is_not_open_has_no_feed_even_for_its_members(
    path: str, level: Level, make_room: Callable[..., Room], host: Player, visitor: Client
) -> None:
    make_room(level=level)

    assert visitor.get(path).status_code == 404
    assert host.get(path).status_code == 404


def test_an_unlisted_room_asks_search_engines_to_stay_out_of_its_feed(
    room: Room, visitor: Client
) -> None:
    assert "noindex" in visitor.get(FEEDS[0])["X-Robots-Tag"]


def test_the_feed_of_an_indexed_room_leaves_out_what_was_said_before_it_was(
    clock: time_machine.Traveller, at_host: Viewer, host: Player, visitor: Client
) -> None:
    publish_post(at_host, Submission("Said among ourselves."))
    widen(at_host, Level.OPEN_INDEXED, confirmed=True)
    publish_post(access_room(host.person, "gynae"), Submission("Said to everybody."))

    answer = visitor.get(FEEDS[0])

    assert "X-Robots-Tag" not in answer
    assert b"Said to everybody." in answer.content
    assert b"Said among ourselves." not in answer.content


def test_a_feed_that_has_not_changed_is_not_sent_again(
    clock: time_machine.Traveller, at_patient: Viewer, visitor: Client
) -> None:
    publish_post(at_patient, Submission("A walk every morning."))
    clock.shift(60)
    first = visitor.get(FEEDS[0])

    by_tag = visitor.get(FEEDS[0], HTTP_IF_NONE_MATCH=first["ETag"])
    by_date = visitor.get(FEEDS[0], HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])

    assert (by_tag.status_code, by_date.status_code) == (304, 304)


@pytest.mark.parametrize("header", ["tag", "date"])
def test_a_withdrawal_is_a_change_for_whoever_asks_again(
    header: str, clock: time_machine.Traveller, at_patient: Viewer, visitor: Client
) -> None:
    post = publish_post(at_patient, Submission("A walk every morning.")).post
    clock.shift(60)
    first = visitor.get(FEEDS[0])
    clock.shift(60)
    withdraw_post(at_patient, post.public_id)
    clock.shift(1)
    asked = (
        {"HTTP_IF_NONE_MATCH": first["ETag"]}
        if header == "tag"
        else {"HTTP_IF_MODIFIED_SINCE": first["Last-Modified"]}
    )

    again = visitor.get(FEEDS[0], **asked)

    assert again.status_code == 200
    assert b"A walk every morning." not in again.content


def test_the_date_of_a_feed_does_not_tell_when_a_post_was_held(
    clock: time_machine.Traveller, at_host: Viewer, at_patient: Viewer, visitor: Client
) -> None:
    publish_post(at_patient, Submission("A walk every morning."))
    change_settings(at_host, {"hold_all": True})
    clock.shift(60)
    before = visitor.get(FEEDS[0])
    held = publish_post(access_room(at_patient.person, "gynae"), Submission("Held back.")).post
    clock.shift(60)

    after_holding = visitor.get(FEEDS[0])
    decline_post(at_host, held)
    clock.shift(60)
    after_declining = visitor.get(FEEDS[0])

    for after in (after_holding, after_declining):
        assert after["ETag"] == before["ETag"]
        assert after["Last-Modified"] == before["Last-Modified"]


def test_within_the_second_of_a_change_no_date_is_given(
    clock: time_machine.Traveller, at_patient: Viewer, visitor: Client
) -> None:
    publish_post(at_patient, Submission("A walk every morning."))

    assert "Last-Modified" not in visitor.get(FEEDS[0])


def test_a_room_that_has_narrowed_has_no_feed_any_more(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    first = visitor.get(FEEDS[0])
    narrow(at_host, Level.MEMBERS)

    again = visitor.get(FEEDS[0], HTTP_IF_NONE_MATCH=first["ETag"])

    assert again.status_code == 404


def test_a_chat_that_was_called_off_says_so(
    clock: time_machine.Traveller, at_host: Viewer, visitor: Client
) -> None:
    start = timezone.now() + timedelta(days=2)
    chat = plan_chat(at_host, ChatPlan("Sleep", start, start + timedelta(hours=1)))
    cancel_chat(at_host, chat)

    assert titles(read(visitor)) == ["Called off: Sleep"]


Step = tuple[str, int]
VERBS = ("post", "hold", "withdraw", "remove", "restore", "release", "decline", "expire")
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 5)), max_size=14)


def play(at_host: Viewer, at_patient: Viewer, steps: list[Step]) -> None:
    """Do what is possible of each step; the number chooses among the posts there are."""
    for count, (verb, choice) in enumerate(steps):
        if verb in ("post", "hold"):
            change_settings(at_host, {"hold_all": verb == "hold"})
            viewer = access_room(at_patient.person, "gynae")
            publish_post(viewer, Submission(f"Word number {count} of mine."))
            continue
        if verb == "expire" and choice < 5:
            continue
        state = {
            "withdraw": PostState.PUBLISHED,
            "remove": PostState.PUBLISHED,
            "restore": PostState.REMOVED,
            "release": PostState.HELD,
            "decline": PostState.HELD,
            "expire": PostState.PUBLISHED,
        }[verb]
        posts = list(Post.objects.filter(state=state).order_by("pk"))
        if not posts:
            continue
        act(at_host, at_patient, verb, posts[choice % len(posts)])


def act(at_host: Viewer, at_patient: Viewer, verb: str, post: Post) -> None:
    if verb == "withdraw":
        withdraw_post(at_patient, post.public_id)
    elif verb == "expire":
        expire_posts(at_host.room)
    else:
        {
            "remove": remove_post,
            "restore": restore_post,
            "release": release_post,
            "decline": decline_post,
        }[verb](at_host, post)


def test_no_feed_ever_shows_a_text_that_is_not_published(
    at_host: Viewer, at_patient: Viewer, visitor: Client
) -> None:
    @given(steps=STEPS)
    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def holds(steps: list[Step]) -> None:
        with transaction.atomic(), time_machine.travel(EVENING, tick=True):
            play(at_host, at_patient, steps)
            said = {f"Word number {count} of mine." for count in range(len(steps))}
            public = set(
                Post.objects.filter(state=PostState.PUBLISHED).values_list("text", flat=True)
            )
            for path in FEEDS:
                text = visitor.get(path).content.decode()
                assert {words for words in said if words in text} == public
            transaction.set_rollback(True)  # the next example starts from the same room

    holds()
