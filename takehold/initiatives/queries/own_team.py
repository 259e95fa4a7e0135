"""How a viewer's own teams stand on a list of changes: their newest verdicts, which they read before anybody else does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from takehold.analysis.facts import UnitVerdict, Verdict
from takehold.initiatives.facts import BehaviourFact, InitiativeLine
from takehold.initiatives.queries import payload
from takehold.initiatives.queries.rights import is_own
from takehold.ledger import queries as ledger
from takehold.people import queries as people
from takehold.people.facts import Viewer

Standing = tuple[BehaviourFact, UnitVerdict, frozenset[int]]
"""A behaviour, how one unit stands on it, and the teams of the unit."""


def own_standings(*, viewer: Viewer, lines: Sequence[InitiativeLine]) -> Mapping[int, tuple[Standing, ...]]:
    """By change (id): each behaviour with the verdict of each of the viewer's own units, with its series; what slides first.

    A change of which nothing is known of these units has no entry. One query, however many changes there are.
    """
    seen = [(line, each) for line in lines for each in line.behaviours if each.measure_id is not None]
    own = (
        [each for each in people.sight(viewer=viewer).units if is_own(viewer, each.team_ids)] if seen else []
    )
    behaviours = {
        (each.measure_id or 0, payload.filed(each.id, unit.name)): (line.initiative.id, each, unit.team_ids)
        for line, each in seen
        for unit in own
    }
    if not behaviours:
        return {}
    saved = ledger.latest_verdicts(
        scope=people.scope(viewer=viewer),
        measure_ids={measure for measure, _unit in behaviours},
        units={unit for _measure, unit in behaviours},
    )
    found: dict[int, list[Standing]] = defaultdict(list)
    for each in saved:
        change, behaviour, team_ids = behaviours.get((each.measure_id, each.unit), (0, None, frozenset()))
        if behaviour is not None and each.team_ids == team_ids:
            found[change].append((behaviour, payload.read(each.payload), team_ids))
    return {change: tuple(sorted(told, key=_worst_first)) for change, told in found.items()}


def _worst_first(standing: Standing) -> tuple[bool, str, str]:
    behaviour, verdict, _teams = standing
    return verdict.verdict is not Verdict.SLIPPING_BACK, behaviour.key, verdict.unit
