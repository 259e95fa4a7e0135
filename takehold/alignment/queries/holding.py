"""Whether one change waits for those who bring it, in as few questions to the database as a page can spare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.db.models import CharField, DateField, Value
from django.db.models.functions import Cast

from takehold.alignment import models
from takehold.alignment.facts.inside import HOLDS
from takehold.alignment.queries.inside import standing_of
from takehold.gather.queries import inside as gather


def waits(*, initiative_id: int) -> bool:
    """As ``Inside.holds`` of the change, in two queries. For whoever was given the change to read."""
    none, word = Cast(Value(None), DateField()), Cast(Value(""), CharField())
    checks = models.InsideCheck.objects.filter(initiative_id=initiative_id).order_by()
    teams = models.InsideTeam.objects.order_by()
    rows = cast(
        Iterable[tuple[str, date | None, date | None, int]],
        checks.values_list("word", "closed_on", "resolved_on", "pk").union(
            teams.values_list(word, none, none, "team_id"), all=True
        ),
    )
    told: list[tuple[date, int, str, bool]] = []
    on = False
    for said, closed, resolved, number in rows:
        if closed is None:
            on = True
        else:
            told.append((closed, number, said, resolved is not None))
    asked = any(each.is_open for each in gather.asked(initiative_ids=[initiative_id]))
    _closed, _number, newest, settled = max(told, default=(date.min, 0, "", False))
    return standing_of(on=on, asked=asked, newest=newest, resolved=settled) in HOLDS
