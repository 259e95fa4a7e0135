"""One figure of everybody who answered, from survey to survey of a change, as each released it when it closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from takehold.gather import models
from takehold.gather.disclosure.publishing import WHOLE
from takehold.gather.disclosure.rights import CLOSED
from takehold.gather.disclosure.variables import variables
from takehold.gather.facts.disclosure import RatedFact
from takehold.gather.facts.helping import APART
from takehold.gather.models.answers import Release


def around(*, initiative_id: int, question: str, day: date) -> tuple[RatedFact | None, RatedFact | None]:
    """The last survey that closed up to a day and the newest that opened after it, of those that tell of this question.

    A survey that was open on the day is neither: nobody knows who answered it before, and who after. For who reads the
    change: the figure of everybody is told to all of them. Two queries.
    """
    rows = Release.objects.filter(
        wave__initiative_id=initiative_id, wave__state__in=CLOSED, channel="", atom=WHOLE, question=question
    )
    told = rows.exclude(wave__template__in=APART).order_by("wave__closes_on", "wave_id")
    found = list(told.values_list("wave_id", "wave__opens_on", "wave__closes_on", "wave__title", "figure"))
    before = next((row for row in reversed(found) if row[2] <= day), None)
    after = next((row for row in reversed(found) if row[1] > day), None)
    waves = models.Wave.objects.filter(pk__in=[row[0] for row in (before, after) if row is not None])
    forms = dict(waves.values_list("pk", "definition"))
    return _rated(before, question, forms), _rated(after, question, forms)


def _rated(
    row: tuple[UUID, date, date, str, Any] | None, question: str, forms: Mapping[UUID, Any]
) -> RatedFact | None:
    if row is None or row[0] not in forms:
        return None
    wave_id, _opens, closes, title, figure = row
    asked = next((each for each in variables(forms[wave_id]) if each.key == question), None)
    if asked is None or figure.get("mean") is None:
        return None
    return RatedFact(
        wave_id, title, closes, figure["mean"], figure.get("coded", ""), figure["n"], (asked.low, asked.high), asked.items
    )  # fmt: skip
