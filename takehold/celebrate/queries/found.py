"""Wins that stand in the data: what everybody may read of whole reporting groups, and nothing that is still a team's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from takehold.analysis.facts import Verdict
from takehold.celebrate.facts import Candidate, WinKind
from takehold.cocreation.queries.answers import gone_live
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import AlertFact, BehaviourStanding, UnitStanding
from takehold.missteps.queries import missteps
from takehold.people import queries as people

SLIDING: Final = (Verdict.SLIPPING_BACK, Verdict.WOBBLING)
WEEKS: Final = timedelta(weeks=8)
TITLE: Final = 300
MOST_FIRST: Final = 3
"""So many groups that got there in the same week are told of together; of more, none was first."""


def candidates(*, slug: str, on: date) -> tuple[Candidate, ...]:
    """All wins in the data of a change, as somebody reads them who belongs to no team: a verdict or a slip that only the
    team knows of yet counts as unknown, so that no win tells of it."""
    house = people.system_viewer(on=on)
    standings = initiatives.standings(viewer=house, slug=slug)
    alerts = [
        each for each in initiatives.alerts(viewer=house) if each.initiative_slug == slug and over(each)
    ]
    return tuple(each for standing in standings for each in of_behaviour(standing, alerts, on))


def mended(*, initiative_id: int) -> tuple[Candidate, ...]:
    """What we got wrong in a change, told, and mended: of everybody, and found while it is mended."""
    return tuple(
        Candidate(
            origin=f"mended/{each.id}/{each.mended_on.isoformat()}",
            kind=WinKind.MENDED,
            behaviour_id=None,
            unit="",
            team_ids=frozenset(),
            happened_on=each.mended_on,
            as_of=each.mended_on,
            evidence_sha256="",
            figures=(("title", each.title), ("kept", each.kept)),
        )
        for each in missteps.mended(initiative_id=initiative_id)
    )


def ideas(*, initiative_id: int) -> tuple[Candidate, ...]:
    """Ideas of those affected that are in use: of everybody, and nobody is named in them."""
    return tuple(
        Candidate(
            origin=f"idea/{each.id}",
            kind=WinKind.IDEA,
            behaviour_id=each.behaviour_id,
            unit="",
            team_ids=frozenset(),
            happened_on=each.live_on,
            as_of=each.live_on,
            evidence_sha256="",
            figures=(("title", each.text[:TITLE]),),
        )
        for each in gone_live(initiative_id=initiative_id)
    )


def of_behaviour(standing: BehaviourStanding, alerts: Sequence[AlertFact], on: date) -> Iterator[Candidate]:
    """The wins of one behaviour: one first, those that held, those that came back."""
    steady = [each for each in standing.units if each.verdict.verdict not in SLIDING]
    first = _first(standing)
    if first and all(each in steady for each in first):
        yield _candidate(standing, WinKind.FIRST, f"first/{standing.behaviour.id}", first, _adopted(first[0]))
    for unit in steady:
        if unit.verdict.verdict is Verdict.HOLDING and unit not in first:
            begun = _adopted(unit)
            held = on if begun is None else min(on, begun + WEEKS)
            yield _candidate(
                standing, WinKind.HELD, f"held/{standing.behaviour.id}/{_key(unit)}", [unit], held
            )
    yield from _back(standing, steady, alerts)


def over(alert: AlertFact) -> bool:
    """Whether it was a slip of a team, and the team is back."""
    real = alert.resolution in ("", "real")
    return bool(alert.unit) and alert.tier == "alert" and real and alert.closed_on is not None


def _first(standing: BehaviourStanding) -> list[UnitStanding]:
    """The groups that got there before all others; none while only one group is counted, or where many came at once."""
    there = [each for each in standing.units if _adopted(each) is not None]
    if not there or len(standing.units) < 2:
        return []
    earliest = min(_adopted(each) or date.max for each in there)
    found = [each for each in there if _adopted(each) == earliest]
    return found if len(found) <= MOST_FIRST and len(found) < len(standing.units) else []


def _back(
    standing: BehaviourStanding, steady: Iterable[UnitStanding], alerts: Iterable[AlertFact]
) -> Iterator[Candidate]:
    whole = {each.team_ids: each for each in steady}
    for alert in alerts:
        unit = whole.get(alert.team_ids)
        if alert.behaviour_id == standing.behaviour.id and unit is not None:
            yield _candidate(standing, WinKind.BACK, f"back/{alert.id}", [unit], alert.closed_on)


def _adopted(unit: UnitStanding) -> date | None:
    return unit.verdict.adopted_on


def _key(unit: UnitStanding) -> str:
    return "-".join(map(str, sorted(unit.team_ids)))[:150]


def _candidate(
    standing: BehaviourStanding, kind: WinKind, origin: str, units: Sequence[UnitStanding], on: date | None
) -> Candidate:
    as_of = units[0].as_of
    return Candidate(
        origin=origin,
        kind=kind,
        behaviour_id=standing.behaviour.id,
        unit=", ".join(each.unit for each in units)[:300],
        team_ids=frozenset(team for each in units for team in each.team_ids),
        happened_on=on or as_of,
        as_of=as_of,
        evidence_sha256=standing.evidence_sha256,
        figures=(
            ("behaviour", standing.behaviour.name),
            ("chances", sum(each.verdict.chances for each in units)),
            ("new_way", sum(each.verdict.new_way for each in units)),
        ),
    )
