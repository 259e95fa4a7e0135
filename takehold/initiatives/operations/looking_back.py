"""How a behaviour stood on the day on which its data end, for sources that stopped long ago. Nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from takehold.analysis.facts import UnitVerdict
from takehold.analysis.verdict import judge
from takehold.evidence.wording import data_end
from takehold.initiatives import models
from takehold.initiatives.facts import BehaviourStanding, UnitStanding
from takehold.initiatives.operations.assembling import Counted, counted
from takehold.initiatives.queries import payload
from takehold.initiatives.queries.changes import behaviour_fact, fetch
from takehold.initiatives.queries.rights import is_own
from takehold.initiatives.queries.standings import band, outlook_of, read_terms
from takehold.people import queries as people
from takehold.people.facts import ReportingUnit, Viewer


def as_it_stood(*, viewer: Viewer, slug: str) -> tuple[BehaviourStanding, ...]:
    """Behaviours of a change whose data ended long ago, judged as of the day on which they end. Raises ``NotYours``.

    Those are days of at least four weeks ago: the team's five working days are over, so that everybody reads the same.
    A first sign stays with the team all the same.
    """
    sight = people.sight(viewer=viewer)
    row = fetch(viewer, slug, sight)
    found = []
    for each in row.behaviours.select_related("outlook", "initiative").prefetch_related(
        "initiative__audience"
    ):
        outlook = outlook_of(each)
        end = data_end(payload.read(outlook.whole["verdict"])) if outlook is not None else None
        if outlook is None or end is None:
            continue
        case = counted(each, viewer=people.system_viewer(on=viewer.on), as_of=viewer.on)
        if case is not None:
            found.append(_standing(viewer, sight.units, each, outlook, case, end))
    return tuple(found)


def _standing(
    viewer: Viewer,
    readable: tuple[ReportingUnit, ...],
    row: models.DesiredBehaviour,
    outlook: models.Outlook,
    case: Counted,
    end: date,
) -> BehaviourStanding:
    terms = replace(read_terms(outlook.whole["terms"]), as_of=end, feed_stopped_on=None)
    verdict = judge(case.evidence, terms, whole=case.whole)
    judged = {unit.name: unit.team_ids for unit in case.units}
    said = {each.unit: each for each in verdict.units if each.unit in judged}
    units = tuple(
        _unit(viewer, unit, said[unit.name], end)
        for unit in readable
        if unit.name in said and judged[unit.name] == unit.team_ids
    )
    visible = {each.unit for each in units}
    shown = replace(
        verdict,
        units=tuple(each.verdict for each in units),
        early=tuple(name for name in verdict.early if name in visible),
        behind=tuple(name for name in verdict.behind if name in visible),
    )
    return BehaviourStanding(
        behaviour=behaviour_fact(row),
        verdict=shown,
        units=units,
        as_of=end,
        evidence_sha256=case.figures.sha256,
        unmatched_share=case.figures.unmatched_share,
        feed_stopped_on=None,
    )


def _unit(viewer: Viewer, unit: ReportingUnit, verdict: UnitVerdict, end: date) -> UnitStanding:
    own = is_own(viewer, unit.team_ids)
    return UnitStanding(
        unit=unit.name,
        team_ids=unit.team_ids,
        people=band(unit.people),
        folded=unit.folded,
        verdict=told(verdict, own=own),
        as_of=end,
        held_back=False,
        alert=None,
        own=own,
    )


def told(verdict: UnitVerdict, *, own: bool) -> UnitVerdict:
    """The verdict as this reader may read it: a first sign is for the team, others read the word without it."""
    watch = verdict.slip is not None and verdict.slip.tier == "watch"
    if not watch or own or verdict.otherwise is None:
        return verdict
    return replace(verdict, verdict=verdict.otherwise, slip=None, since=None)
