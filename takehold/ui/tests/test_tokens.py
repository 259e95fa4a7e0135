"""Contrast of the tokens, computed as WCAG 2.2 defines it: at least 5.2:1 for text, 3:1 for lines of fields."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

STATIC = Path(__file__).resolve().parents[1] / "static" / "takehold"
BLOCK = r"\s*\{(.*?)\n\s*\}"


def tokens(name: str) -> dict[str, str]:
    found = re.search(":root" + BLOCK, (STATIC / name).read_text(), re.S)
    assert found, name
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", found.group(1)))


LIGHT = tokens("tokens.css")
DARK = tokens("dark.css")
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


def test_every_colour_has_its_dark_one():
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize(
    ("theme", "media"),
    [("auto", "screen and (prefers-color-scheme: dark)"), ("dark", "screen"), ("light", None)],
)
def test_dark_is_the_readers_choice_or_the_devices(theme, media):
    request = RequestFactory().get("/", HTTP_COOKIE=f"theme={theme}")
    page = render_to_string("404.html", request=request)
    found = re.search(r'dark[^"]*\.css" media="([^"]*)"', page)
    assert (found[1] if found else None) == media
