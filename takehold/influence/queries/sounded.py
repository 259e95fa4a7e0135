"""What a sounding says, from sums alone; when it turned; what to do differently, and what helped before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from takehold.gather.disclosure import bands
from takehold.influence.facts import Approach
from takehold.influence.facts.soundings import Course, SoundingAnswer, SoundingFact, Together

WELL: Final = (4, 5)
TRIED: Final[Mapping[Course, tuple[Approach, ...]]] = {
    Course.SLOWER: (Approach.COMPROMISE, Approach.TRIAL),
    Course.EXPLAIN: (Approach.FACTS, Approach.STORY),
    Course.LISTEN: (Approach.LISTENING,),
    Course.SHOW: (Approach.DEMONSTRATION, Approach.TRIAL, Approach.VISIT),
    Course.SHAPE: (Approach.COAUTHOR, Approach.LISTENING),
    Course.PLAN: (Approach.COMPROMISE, Approach.COAUTHOR),
    Course.ON: (),
}
"""The approaches of our record that answer what colleagues ask for."""


def of_group(counts: Mapping[tuple[str, str], int], least: int) -> Together | None:
    """What a group said, every share in a band: that all agree is not told apart from one who does not. ``counts``: by
    (question, choice). None under ``least`` answers."""
    n = sum(counts.get(("lands", str(point)), 0) for point in range(1, 6))
    if n < max(least, 5):
        return None
    well = [sum(counts.get((name, str(point)), 0) for point in WELL) for name in ("lands", "openly")]
    named = [(each, counts.get(("course", each.value), 0)) for each in Course]
    banded = [(each, bands.share(many, n)) for each, many in named if many]
    order = {each: at for at, each in enumerate(Course)}
    banded.sort(key=lambda each: (-bands.edges(each[1])[0], order[each[0]]))
    return Together(bands.size(n), bands.share(well[0], n), bands.share(well[1], n), tuple(banded))


def of_notes(said: Sequence[SoundingAnswer]) -> Together | None:
    """What those who answered by name said together; None where nobody did."""
    n = len(said)
    if not n:
        return None
    lands, openly = (sum(getattr(each, name) in WELL for each in said) for name in ("lands", "openly"))
    courses = Counter(each.course for each in said)
    ordered = sorted(courses.items(), key=lambda each: (-each[1], list(Course).index(each[0])))
    return Together(
        str(n),
        bands.share(lands, n),
        bands.share(openly, n),
        tuple((each, str(many)) for each, many in ordered),
    )


def turned(found: Sequence[SoundingFact]) -> str:
    """Which of the two fell since the sounding before, "lands" or "openly"; empty where neither did. The newest first.

    Both must be over, and a fall is one into a lower band.
    """
    told = [each.told for each in found if each.told is not None and not each.open][:2]
    if len(told) < 2:
        return ""
    for name in ("lands", "openly"):
        newest, before = (bands.edges(getattr(each, name))[0] for each in told)
        if newest < before:
            return name
    return ""


def first(told: Together) -> Course | None:
    """What was named most, where something else than going on was and nothing stands beside it."""
    wanted = [each for each in told.courses if each[0] is not Course.ON]
    if not wanted or (len(wanted) > 1 and wanted[0][1] == wanted[1][1]):
        return None
    return wanted[0][0]
