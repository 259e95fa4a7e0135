"""One behaviour of everybody together, without its units: what all who read the change read alike."""

from __future__ import annotations

from takehold.analysis.facts import UnitVerdict
from takehold.initiatives import models
from takehold.initiatives.queries import payload


def whole(*, behaviour_id: int) -> UnitVerdict | None:
    """Its newest verdict with its series, None before there is one; for a caller who may read the change. One query."""
    found = models.Outlook.objects.filter(behaviour_id=behaviour_id).values_list("whole", flat=True).first()
    return payload.read(found["verdict"]) if found is not None else None
