"""Charts drawn by the server: numbers in, safe SVG out."""

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrounds.web.charts import Bar, bars_across, bars_down, marks, round_up

SVG = "{http://www.w3.org/2000/svg}"
Draw = Callable[..., str]
bars = st.lists(
    st.builds(Bar, st.text(max_size=8), st.none() | st.integers(0, 100_000)), max_size=70
)


def drawn(draw: Draw, values: list[Bar]) -> ET.Element:
    text = draw(values, title="Posts", description="Most at T2.", chart_id="c", none_words="few")
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own


@pytest.mark.parametrize("draw", [bars_across, bars_down])
def test_a_chart_has_a_title_and_says_in_words_what_it_shows(draw: Draw) -> None:
    chart = drawn(draw, [Bar("T1", 84), Bar("T2", 112)])

    assert chart.attrib["role"] == "img"
    assert chart.attrib["aria-labelledby"] == "c-title c-words"
    assert chart.findtext(f"{SVG}title") == "Posts"
    assert chart.findtext(f"{SVG}desc") == "Most at T2."


@pytest.mark.parametrize("draw", [bars_across, bars_down])
def test_a_count_that_is_too_small_is_not_to_be_read_from_the_picture(draw: Draw) -> None:
    chart = drawn(draw, [Bar("T1", 84), Bar("T2", None)])

    _, hidden = chart.findall(f"{SVG}rect")
    assert 0.0 in (float(hidden.attrib["width"]), float(hidden.attrib["height"]))
    assert "few" in "".join(chart.itertext())


@pytest.mark.parametrize("draw", [bars_across, bars_down])
def test_a_label_somebody_typed_stays_text(draw: Draw) -> None:
    chart = drawn(draw, [Bar("<script>alert(1)</script>", 3)])

    assert chart.findall(f".//{SVG}script") == []
    assert "<script>alert(1)</script>" in "".join(chart.itertext())


@given(values=bars)
@pytest.mark.parametrize("draw", [bars_across, bars_down])
def test_whatever_the_counts_every_bar_stays_inside_and_no_style_is_inline(
    draw: Draw, values: list[Bar]
) -> None:
    chart = drawn(draw, [Bar("".join(filter(str.isprintable, b.label)), b.value) for b in values])

    _, _, width, height = (float(part) for part in chart.attrib["viewBox"].split())
    for bar in chart.findall(f"{SVG}rect"):
        assert 0 <= float(bar.attrib["x"]) <= width
        assert float(bar.attrib["y"]) >= -0.1
        assert float(bar.attrib["y"]) + float(bar.attrib["height"]) <= height + 0.1
        assert "style" not in bar.attrib


@given(st.integers(0, 10**9))
def test_a_scale_reaches_the_highest_value_and_not_much_more(value: int) -> None:
    top = round_up(value)

    assert value <= top <= max(1, value * 2.5)
    assert marks(top)[0] == 0
    assert marks(top)[-1] <= top
    assert len(marks(top)) <= 7
