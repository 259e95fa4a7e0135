"""Will it last: who may rate, who rated, and what the newest closed round says."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from takehold.analysis import sustainability as analysis
from takehold.bridge import models
from takehold.bridge.facts.sustainability import FactorTold, Sustainability, Told
from takehold.bridge.queries.rights import managed
from takehold.gather.queries import listening
from takehold.initiatives.queries.names import ChangeName, named_on
from takehold.people import queries as people
from takehold.people.facts import OF_A_CHANGE, OF_A_TEAM, NotYours, RoleKind, Viewer

ROUNDS: Final = 8
"""So many rounds are looked through for one that can be told: two years."""


def quarter(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def last_day(begins: date) -> date:
    """The last day of a quarter."""
    return quarter(begins + timedelta(days=100)) - timedelta(days=1)


def named(viewer: Viewer, slug: str) -> ChangeName:
    """The change by name, for whoever may read it. Raises ``NotYours``."""
    found = listening.change_of(viewer, slug)
    if found is None:
        raise NotYours
    return found


def of_it(viewer: Viewer, change: ChangeName) -> bool:
    """Whether somebody leads or sponsors the change, belongs to a team it is for, or manages or coaches one."""
    if viewer.person_id is None:
        return False
    for role in viewer.roles:
        if role.kind in OF_A_CHANGE and role.initiative_id in (None, change.id):
            return True
        if role.kind in (RoleKind.EMPLOYEE, *OF_A_TEAM) and (
            not change.team_ids or role.team_id in change.team_ids
        ):
            return True
    return bool(managed(viewer) & change.team_ids) or viewer.person_id in named_on(initiative_id=change.id)


def sustainability(*, viewer: Viewer, slug: str) -> Sustainability:
    """The check of a change, for whoever may read it. Raises ``NotYours``."""
    change = named(viewer, slug)
    now = quarter(viewer.on)
    rows = models.SustainabilityRound.objects.filter(initiative_id=change.id, quarter__lte=now)
    rounds = list(rows.prefetch_related("tallies", "raters__person")[:ROUNDS])
    current = rounds[0] if rounds and rounds[0].quarter == now else None
    raters = [each.person for each in current.raters.all()] if current is not None else []
    closed = current is not None and current.closed_on is not None
    floor, own = people.scope(viewer=viewer).floor, of_it(viewer, change)
    rated = viewer.person_id in {each.pk for each in raters}
    over = [each for each in rounds if each.quarter < now or each.closed_on is not None]
    return Sustainability(
        slug=change.slug,
        change=change.name,
        raters=len(raters),
        names=tuple(sorted(each.name for each in raters)) if change.may_edit else (),
        floor=floor,
        ends=last_day(now),
        closed=closed,
        rated=rated,
        of_it=own,
        may_rate=own and not rated and not closed and not change.ended,
        may_close=change.may_edit and not closed and len(raters) >= floor,
        leads=change.may_edit,
        told=next((told for told in (_told(each, floor) for each in over) if told is not None), None),
    )


def _told(row: models.SustainabilityRound, floor: int) -> Told | None:
    """What a round says; None below the floor. Which levels came from one rater is not known and not asked for."""
    levels: dict[str, list[int]] = defaultdict(list)
    for tally in row.tallies.all():
        levels[tally.factor] += [tally.level] * tally.answers
    enough = {factor: found for factor, found in levels.items() if len(found) >= floor}
    if not enough:
        return None
    most = max(len(found) for found in enough.values())
    rows = [{factor: found[n] for factor, found in enough.items() if n < len(found)} for n in range(most)]
    checked = analysis.check(rows)
    factors = tuple(FactorTold(each.factor, each.middle, each.spread) for each in checked.factors)
    raters = max(most, len(row.raters.all()))
    return Told(row.closed_on or last_day(row.quarter), raters, factors, checked.weak, checked.talk)
