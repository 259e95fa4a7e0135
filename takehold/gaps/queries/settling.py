"""Which two or three questions would settle what is open about a change, and where each opens to what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from takehold.analysis.adkar import Known
from takehold.gaps.facts import GapLine, GapState
from takehold.gaps.facts.gaps import ToSettle
from takehold.gather.facts.disclosure import StopsFact

MOST: Final = 3
SETTLED: Final = (GapState.UNDERSTOOD, GapState.BRIDGING)


def to_settle(lines: Sequence[GapLine], stops: tuple[UUID, str, StopsFact] | None) -> tuple[ToSettle, ...]:
    """The first question of each gap, those not understood first; before the last one where people stop, if that is open.

    ``lines``: gaps as this viewer may read them. ``stops``: of the survey that closed last and asked for it.
    """
    going = sorted((each for each in lines if not each.over), key=lambda each: each.state in SETTLED)
    asked = [ToSettle(each.questions[0], each.title, each.id) for each in going if each.questions]
    survey = _where(stops)
    return tuple([*asked[: MOST - 1], survey, *asked[MOST - 1 :]][:MOST] if survey else asked[:MOST])


def _where(stops: tuple[UUID, str, StopsFact] | None) -> ToSettle | None:
    if stops is None:
        return ToSettle(_("At which part do most people stop? No survey that asks for it has closed yet."))
    if stops[2].known == Known.CANNOT_TELL:
        return ToSettle(_("At which part do most people stop? The last survey leaves it open."), stops[1], wave=stops[0])  # fmt: skip
    return None
