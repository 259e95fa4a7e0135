"""The demo's reasons told anew, and the beat of its first change: two parts done, one missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

WEEKS: Final = 8
BEGAN: Final = timedelta(weeks=9)
DONE: Final = (
    (1, "gather", "Survey of all wards closed; the results are out.", 20),
    (1, "find", "Why-chain of Ward 7: nine clicks on nights.", 3),
    (1, "bridge", "Three of five fields are being taken out of the form.", 3),
)
STORY: Final = (
    "At half past five the night nurse saw in the record that the antibiotic had been given at two. "
    "On the paper note it would have been given again."
)


def rhythm(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """What somebody who leads would have done in the first nine weeks."""
    from takehold.initiatives.facts import FreshInput, FreshKind, Part
    from takehold.initiatives.operations import rhythm as operations

    slug = slugs["handover-record"]
    began = now - BEGAN
    operations.set_rhythm(viewer=_on(house, began), slug=slug, every_weeks=WEEKS, now=began)
    for turn, part, what, days in DONE:
        at = now - timedelta(days=days)
        operations.turn_done(viewer=_on(house, at), slug=slug, turn=turn, part=Part(part), what=what, now=at)
    told = now - timedelta(days=11)
    story = FreshInput(FreshKind.STORY, STORY, "A night nurse of Ward 12")
    operations.tell_anew(viewer=_on(house, told), slug=slug, said=story, now=told)


def _on(house: Viewer, at: datetime) -> Viewer:
    return replace(house, on=at.date(), seen={})
