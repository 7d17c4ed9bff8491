"""Events as bytes, and the ids that clients send back."""

import json

from hypothesis import given
from hypothesis import strategies as st
from tests.realtime.conftest import Block

from openrounds.realtime.admission import find_places
from openrounds.realtime.entries import TopicState
from openrounds.realtime.grants import Grant, TopicGrant
from openrounds.realtime.positions import Position
from openrounds.realtime.wire import (
    Packet,
    encode_frame,
    encode_named,
    format_cursor,
    lengthen_id,
    parse_cursor,
)

EPOCHS = st.sampled_from([f"epoch-{letter * 3}" for letter in "abcdef"])
POSITIONS = st.builds(Position, EPOCHS, st.integers(0, 10**9))
AT = Position("epoch-of-tea", 7)


@given(st.text())
def test_one_event_stays_one_event_whatever_its_text_holds(text: str) -> None:
    encoded = encode_frame(AT, json.dumps({"text": text}, ensure_ascii=False)).decode()

    assert encoded.endswith("\n\n")
    assert encoded.count("\n\n") == 1
    assert Block.parse(encoded.removesuffix("\n\n")) == Block(id=str(AT), data={"text": text})


@given(st.binary(min_size=1))
def test_a_chunk_says_how_long_it_is(data: bytes) -> None:
    length, _, rest = Packet.of(data).chunked.partition(b"\r\n")

    assert rest == data + b"\r\n"
    assert int(length, 16) == len(data)


@given(st.dictionaries(EPOCHS, st.integers(0, 10**9), max_size=6))
def test_a_cursor_is_read_as_it_was_written(seen: dict[str, int]) -> None:
    assert parse_cursor(format_cursor(Position(*pair) for pair in seen.items())) == seen


@given(st.lists(POSITIONS))
def test_of_several_positions_in_one_topic_the_furthest_counts(positions: list[Position]) -> None:
    found = parse_cursor(format_cursor(positions[:64]))

    for position in positions[:64]:
        assert found[position.epoch] >= position.seq


@given(st.text())
def test_a_cursor_that_makes_no_sense_is_passed_over(text: str) -> None:
    assert all(seq >= 0 for seq in parse_cursor(text).values())


def test_an_id_can_carry_the_positions_in_other_topics() -> None:
    longer = lengthen_id(encode_frame(AT, "{}"), b",other-epoch.3")

    assert longer == b"id: epoch-of-tea.7,other-epoch.3\ndata: {}\n\n"


def test_an_event_with_a_name_says_its_kind_too() -> None:
    assert encode_named("reset", {"room": "tea"}, cursor="epoch-of-tea.9") == (
        b'event: reset\nid: epoch-of-tea.9\ndata: {"kind":"reset","room":"tea"}\n\n'
    )


@given(
    last=st.integers(0, 100),
    trimmed=st.integers(0, 100),
    seen=st.none() | st.integers(0, 120),
    limit=st.integers(1, 100),
)
def test_a_place_joins_on_to_what_was_seen_or_is_lost(
    last: int, trimmed: int, seen: int | None, limit: int
) -> None:
    state = TopicState("epoch-of-tea", last, min(trimmed, last), 0)
    grant = Grant((TopicGrant("room:tea", "tea"),))
    cursor = {} if seen is None else {"epoch-of-tea": seen}

    [place] = find_places(grant, {"room:tea": state}, cursor, replay_limit=limit)

    if seen is None or place.lost:
        assert place.after == Position("epoch-of-tea", last)
    else:
        assert place.after == Position("epoch-of-tea", seen)
        assert state.trimmed_to <= seen <= last
        assert last - seen <= limit
    assert place.lost == (
        seen is not None and not (max(state.trimmed_to, last - limit) <= seen <= last)
    )


def test_a_position_from_a_forgotten_epoch_is_a_loss_for_every_topic_it_may_have_been() -> None:
    grant = Grant((TopicGrant("room:tea", "tea"), TopicGrant("room:coffee", "coffee")))
    states = {
        "room:tea": TopicState("epoch-of-tea", 5, 0, 0),
        "room:coffee": TopicState("epoch-of-coffee", 5, 0, 0),
    }

    places = find_places(grant, states, {"epoch-of-tea": 3, "long-gone": 9}, replay_limit=100)

    assert [place.lost for place in places] == [False, True]
