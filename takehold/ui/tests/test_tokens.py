"""Contrast of the tokens, computed as WCAG 2.2 defines it: at least 5.2:1 for text, 3:1 for lines of fields."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[1] / "static" / "takehold" / "tokens.css").read_text()
BLOCK = r"\s*\{(.*?)\n\s*\}"


def tokens(selector: str) -> dict[str, str]:
    found = re.search(re.escape(selector) + BLOCK, CSS, re.S)
    assert found, selector
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", found.group(1)))


LIGHT = tokens(":root")
DARK = tokens(':root[data-theme="dark"]')
TEXT = [
    (text, ground)
    for ground in ("bg", "canvas")
    for text in ("ink", "muted", "accent", "good", "warn", "neutral")
] + [
    ("good", "good-bg"),
    ("warn", "warn-bg"),
    ("neutral", "neutral-bg"),
    ("on-accent", "accent"),
    ("ink", "neutral-bg"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_text_is_read_with_ease(theme, pair):
    assert contrast(theme[pair[0]], theme[pair[1]]) >= 5.2


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_field_is_seen(theme):
    assert contrast(theme["field"], theme["bg"]) >= 3


def test_dark_by_hand_is_the_dark_of_the_device():
    assert tokens(':root:not([data-theme="light"])') == DARK
    assert set(DARK) == set(LIGHT)
