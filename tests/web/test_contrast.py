"""The tokens keep their promise: 7:1 for text, 4.5:1 for coloured words, 3:1 for edges."""

import re
from pathlib import Path

import pytest

import openrounds.web

TOKENS = (Path(openrounds.web.__file__).parent / "static/web/tokens.css").read_text()
BLOCK = re.compile(r"(?P<selector>:root[^{]*)\{(?P<body>[^{}]*)\}")
COLOUR = re.compile(r"--(?P<name>[\w-]+): (?P<value>#[0-9a-f]{6});")

TEXT = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "guard-wash"),
    ("ink", "held-wash"),
    ("quiet", "paper"),
    ("quiet", "sheet"),
    ("act", "paper"),
    ("act", "sheet"),
    ("on-act", "act"),
    ("on-danger", "danger"),
]
COLOURED_WORDS = [
    (word, ground)
    for word, grounds in {
        "guard": ("paper", "sheet", "guard-wash"),
        "held": ("paper", "sheet", "held-wash"),
        "live": ("paper", "sheet"),
        "danger": ("paper", "sheet"),
        "act": ("guard-wash", "held-wash"),
    }.items()
    for ground in grounds
]
EDGES = [
    ("edge-control", "paper"),
    ("edge-control", "sheet"),
    ("guard", "guard-wash"),
    ("held", "held-wash"),
    ("act", "paper"),
    ("act", "sheet"),
]
PAIRINGS = [
    *((*pair, 7.0) for pair in TEXT),
    *((*pair, 4.5) for pair in COLOURED_WORDS),
    *((*pair, 3.0) for pair in EDGES),
]


def colours(selector: str) -> dict[str, str]:
    """The colours of the block with this selector, over those of light."""
    blocks = {
        block["selector"].strip(): dict(COLOUR.findall(block["body"]))
        for block in BLOCK.finditer(TOKENS)
    }
    return {**blocks[":root"], **blocks[selector]}


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [":root", ':root[data-scheme="dark"]'], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRINGS)
def test_words_and_edges_stand_out_from_their_ground(
    scheme: str, front: str, ground: str, least: float
) -> None:
    values = colours(scheme)

    assert contrast(values[front], values[ground]) >= least


def test_dark_is_the_same_whether_the_device_or_the_reader_asks_for_it() -> None:
    assert colours(':root:not([data-scheme="light"])') == colours(':root[data-scheme="dark"]')


@pytest.mark.parametrize("name", ["base.css", "components.css"])
def test_no_colour_is_written_outside_the_tokens(name: str) -> None:
    rules = (Path(openrounds.web.__file__).parent / "static/web" / name).read_text()

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rules) == []
