"""The stories can be played from their first line to their last, and taken up in the middle."""

import pytest

from openrounds.demo.cancer_chat import CANCER_CHAT
from openrounds.demo.player import Performance
from openrounds.demo.script import Deed
from openrounds.demo.stage import set_stage
from openrounds.rooms.models import ChatState, LiveChat, Post, PostState, Question, Reaction

pytestmark = pytest.mark.django_db

SAID = sum(line.deed == Deed.SAY for line in CANCER_CHAT.lines)


def no_pause(_seconds: float) -> None:
    """Time does not matter here."""


@pytest.fixture(autouse=True)
def unhurried(settings: object) -> None:
    settings.POSTS_PER_MINUTE = 1000  # type: ignore[attr-defined]


def test_the_cancer_chat_is_played_to_its_end() -> None:
    chat = set_stage(CANCER_CHAT)
    show = Performance(CANCER_CHAT, chat)

    show.open()
    show.play_live(pause=no_pause)

    assert Post.objects.filter(chat=chat).count() == SAID
    assert Post.objects.filter(chat=chat, state=PostState.HELD).count() == 0
    assert Question.objects.filter(chat=chat, opened_at__isnull=False).count() == 5
    assert Reaction.objects.count() == sum(x.deed == Deed.REACT for x in CANCER_CHAT.lines)
    assert LiveChat.objects.get(pk=chat.pk).state == ChatState.OVER


def test_a_second_start_goes_on_where_the_first_ended() -> None:
    Performance(CANCER_CHAT, set_stage(CANCER_CHAT)).open()
    posts_before = Post.objects.count()

    again = set_stage(CANCER_CHAT)
    Performance(CANCER_CHAT, again).open()

    assert Post.objects.count() == posts_before
    assert LiveChat.objects.count() == 1


def test_most_of_the_hour_is_still_to_come_when_one_comes_in() -> None:
    live = CANCER_CHAT.lines[CANCER_CHAT.played_before :]

    assert sum(line.wait_s for line in live) > 300
    assert {line.deed for line in live} >= {Deed.SAY, Deed.ASK_NEXT, Deed.REACT, Deed.EDIT}
