"""Gaps and the roots at which they end, as a picture: where each stands, and what is joined to what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A gap (``gap_id``) or a root (0) in the picture. ``lines``: as much of its name as there is room for; ``y``: its middle.

    ``shared``: of a root, by how many gaps."""

    name: str
    lines: tuple[str, ...]
    y: int
    gap_id: int = 0
    shared: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """``gaps`` stand left and ``roots`` right, each from above to below; ``lines`` are paths of SVG. ``height`` in its units."""

    gaps: tuple[Box, ...]
    roots: tuple[Box, ...]
    lines: tuple[str, ...]
    height: int
