"""What our offering lacks: needs by theme over departments, by how many people they concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from takehold.gather.disclosure.bands import size
from takehold.people.facts import Viewer
from takehold.shadow_it.facts.tools import BANDS, FEW, NeedLine, Theme, ToolLine
from takehold.shadow_it.queries.tools import tools


def needs(*, viewer: Viewer) -> tuple[NeedLine, ...]:
    """Recorded needs of the tools this viewer may read, those that concern most people first. Raises ``NotYours``."""
    return by_theme(tools(viewer=viewer))


def by_theme(lines: Sequence[ToolLine]) -> tuple[NeedLine, ...]:
    """Needs of the same theme together; what is not met counts first, then all. Pure."""
    found: dict[Theme, list[ToolLine]] = defaultdict(list)
    for each in lines:
        if each.theme is not None:
            found[each.theme].append(each)
    order = list(Theme)

    def place(theme: Theme) -> tuple[int, int, int]:
        unmet = [each for each in found[theme] if not each.met]
        return (-least(unmet), -least(found[theme]), order.index(theme))

    return tuple(
        NeedLine(
            theme,
            tuple(sorted(found[theme], key=lambda each: (each.met, -BANDS.index(each.people or FEW), each.id))),
            tuple(sorted({name for each in found[theme] for name in each.where})),
            banded(found[theme]),
            sum(each.met for each in found[theme]),
        )
        for theme in sorted(found, key=place)
    )  # fmt: skip


def least(lines: Sequence[ToolLine]) -> int:
    """So many people at least: the lower ends of the bands together; a few count as none."""
    return sum(
        int(each.people.partition("-")[0].rstrip("+")) for each in lines if each.people not in ("", FEW)
    )


def banded(lines: Sequence[ToolLine]) -> str:
    """How many people, as a band; under five stays a few."""
    many = least(lines)
    return size(many) if many >= 5 else FEW
