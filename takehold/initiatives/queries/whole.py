"""One behaviour of everybody together, without its units: what all who read the change read alike."""

from __future__ import annotations

from collections.abc import Collection

from takehold.analysis.facts import UnitVerdict
from takehold.initiatives import models
from takehold.initiatives.queries import payload


def whole(*, behaviour_id: int) -> UnitVerdict | None:
    """Its newest verdict with its series, None before there is one; for a caller who may read the change. One query."""
    found = models.Outlook.objects.filter(behaviour_id=behaviour_id).values_list("whole", flat=True).first()
    return payload.read(found["verdict"]) if found is not None else None


def wholes(*, behaviour_ids: Collection[int]) -> dict[int, UnitVerdict]:
    """The same of several, by the number of the behaviour; those without a verdict yet are left out. One query."""
    found = models.Outlook.objects.filter(behaviour_id__in=behaviour_ids).values_list("behaviour_id", "whole")
    return {behaviour: payload.read(each["verdict"]) for behaviour, each in found}
