"""Colours of charts: as the page's own variables, or fixed for a picture that leaves the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """What each part of a chart is drawn in. ``ground`` None: transparent."""

    ink: str
    muted: str
    line: str
    new: str
    old: str
    unused: str
    ground: str | None
    concern: str
    level_opacity: float = 0.25


PAGE = Palette(
    ink="var(--ink)",
    muted="var(--muted)",
    line="var(--line)",
    new="var(--good)",
    old="var(--neutral)",
    unused="var(--neutral-bg)",
    ground=None,
    concern="var(--warn)",
)
"""For SVG inside a page: one drawing serves light, dark and paper."""
LIGHT = Palette("#17202a", "#4a5665", "#d5dae1", "#0b5cad", "#55606e", "#eceff3", "#ffffff", "#a84300")
DARK = Palette("#e8ecf1", "#a9b4c2", "#303946", "#7db8f5", "#b3bdca", "#252d38", "#151a21", "#ffa45c")
