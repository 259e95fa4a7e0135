"""A theme of the codebook as evidence: how much is written about it, in steps and ranges, from five texts on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.gaps.facts import Source, SourceKind
from takehold.gaps.facts.counted import ThemeTold, Written, band
from takehold.gaps.queries.counted import written
from takehold.gaps.queries.rights import Change
from takehold.gaps.queries.saying import about, steps
from takehold.people.facts import EVERYWHERE, NotYours, Viewer


def sources(viewer: Viewer, change: Change, _teams: frozenset[int] = frozenset()) -> list[Source]:
    """Themes that may be cited, those that grow first; none for who does not read all texts."""
    if not viewer.has(*EVERYWHERE):
        return []
    found = written(viewer=viewer, change=change)
    told = sorted(found.themes, key=lambda each: not each.grows)
    return [of(each, found) for each in told if not each.mentions.few]


def source(viewer: Viewer, change: Change, ref: str) -> Source:
    """The one of this reference. Raises ``NotYours``, also where fewer than five texts are about it."""
    for each in sources(viewer, change):
        if each.ref == ref:
            return each
    raise NotYours


def of(told: ThemeTold, found: Written) -> Source:
    """What is told of one theme."""
    text = _("{theme}: {count} of {n} texts are about it ({range}).").format(
        n=steps(band(found.read)), **about(told)
    )
    return Source(
        SourceKind.CODED,
        str(told.theme.id),
        told.theme.name,
        text,
        max(point.on for series in told.series for point in series.points),
    )


def growing(*, viewer: Viewer, change: Change) -> list[Source]:
    """Those that come up more often than they did: candidates for a gap."""
    if not viewer.has(*EVERYWHERE):
        return []
    found = written(viewer=viewer, change=change)
    return [of(each, found) for each in found.themes if each.grows and not each.mentions.few]
