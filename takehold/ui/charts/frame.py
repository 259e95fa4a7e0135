"""Size and words of a chart, given by the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

Spec = dict[str, Any]
SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True)
class Frame:
    """Size of a picture in pixels, and of its letters. ``right`` is the room for the labels of the lines.

    A frame that ``grows`` is higher where marks have names, so that the lines keep their room.
    """

    width: int
    height: int
    font: int = 12
    left: int = 44
    right: int = 96
    bars: int = 34
    grows: bool = True

    @property
    def plot_width(self) -> int:
        """Width of the part between the axis and the labels."""
        return self.width - self.left - self.right


WIDE: Final = Frame(694, 320, left=48)
NARROW: Final = Frame(340, 290, font=12, left=48, right=66, bars=28)
SLIDE: Final = Frame(800, 450, font=13, left=56, right=110, bars=44, grows=False)


@dataclass(frozen=True, slots=True)
class Words:
    """The few words on a chart, made by the caller in the reader's language."""

    new_way: str = "new way"
    old_way: str = "old way"
    target: str = "target"
    chances: str = "chances"
    average: str = "average"
    upper: str = "upper limit"
    lower: str = "lower limit"
    months: tuple[str, ...] = field(
        default=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    )
