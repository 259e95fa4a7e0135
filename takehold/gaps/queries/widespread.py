"""How widespread a slide or a standstill is: from counts of people where the organisation agreed to count them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from takehold.analysis import spread as analysis
from takehold.gaps.facts import Spread
from takehold.gaps.facts.widespread import SpreadTold, Why
from takehold.initiatives.facts import BehaviourStanding, UnitStanding
from takehold.ledger import queries as ledger
from takehold.people import queries as people
from takehold.people.facts import Viewer

TOO_LITTLE: Final = {"people": Why.PEOPLE, "chances": Why.CHANCES}
MOST: Final = 12
SPREADS: Final = {analysis.Spread.FEW: Spread.FEW, analysis.Spread.WIDE: Spread.WIDE}


def widespread(
    *, viewer: Viewer, standing: BehaviourStanding, units: Iterable[UnitStanding], counted: Collection[int]
) -> dict[int, SpreadTold]:
    """By a group's smallest team id: few people, widespread, or why that cannot be told; as this viewer may read the group.

    ``counted``: sources with persons. Of no more than 12 groups, the rest are not looked at.
    """
    chosen = sorted(units, key=lambda each: each.unit)
    behaviour = standing.behaviour
    source, measure = behaviour.source_id, behaviour.measure_id
    if source is None or measure is None or source not in counted:
        return {min(each.team_ids): _open(each.as_of, Why.NOBODY_COUNTED) for each in chosen}
    sight = people.sight(viewer=viewer)
    groups = {each.team_ids: each for each in sight.units}
    usual = {each.unit: usual_lapses(standing, each) for each in chosen[:MOST]}
    known = {name: share for name, share in usual.items() if share is not None}
    looked = [each for each in chosen[:MOST] if each.unit in known and each.team_ids in groups]
    spans = people.spans(viewer=viewer, source_id=source, units=[groups[each.team_ids] for each in looked])
    found: dict[int, SpreadTold] = {}
    for unit in chosen[:MOST]:
        own = [span for span in spans if span.teams == unit.team_ids]
        if unit not in looked:
            found[min(unit.team_ids)] = _open(unit.as_of, Why.NOTHING_USUAL)
            continue
        share = {each.unit: known[unit.unit] for each in own}
        verdicts = ledger.spread(
            scope=sight.scope, measure_id=measure, spans=own, as_of=unit.as_of, usual=share
        )
        found[min(unit.team_ids)] = told(next(iter(verdicts.values()), None), unit.as_of)
    return found


def told(found: analysis.SpreadVerdict | None, on: date) -> SpreadTold:
    """What is said of it."""
    if found is None:
        return _open(on, Why.NOBODY_COUNTED)
    if found.because:
        return _open(on, TOO_LITTLE[found.because])
    if found.spread is analysis.Spread.NO_EXCESS:
        return _open(on, Why.NO_EXCESS)
    if found.spread not in SPREADS:
        return _open(on, Why.BETWEEN)
    sure = found.few if found.spread is analysis.Spread.FEW else found.wide
    plain = found.sureness is analysis.Sureness.PLAIN
    return SpreadTold(SPREADS[found.spread], on, min(99, round(100 * (sure or 0.0))), plain)


def usual_lapses(standing: BehaviourStanding, unit: UnitStanding) -> float | None:
    """The share that is usually not done the new way: of this group before it slid, else of all other groups."""
    if unit.verdict.slip is not None:
        return 1 - unit.verdict.slip.usual_rate
    others = [each.verdict for each in standing.units if each is not unit and each.verdict.chances]
    chances = sum(each.chances for each in others)
    return 1 - sum(each.new_way for each in others) / chances if chances else None


def _open(on: date, why: Why) -> SpreadTold:
    return SpreadTold(Spread.CANNOT_TELL, on, why=why)


def kept(found: SpreadTold) -> dict[str, Any]:
    """As it is kept with a gap."""
    return {
        "spread": found.spread.value, "on": found.on.isoformat(), "sure": found.sure, "plain": found.plain,
        "why": found.why.value,
    }  # fmt: skip


def read(row: Mapping[str, Any]) -> SpreadTold | None:
    """What was kept with a gap; None where it was not opened from a group's figures."""
    if not row:
        return None
    return SpreadTold(
        Spread(row["spread"]), date.fromisoformat(row["on"]), row["sure"], row["plain"], Why(row["why"])
    )


def said(found: SpreadTold) -> str:
    """In a sentence, with what would tell where it cannot be told."""
    if found.spread is Spread.FEW:
        line = (
            _("A few people hold most of it, {sure} % sure. Who they are is not looked at.")
            if found.plain
            else _("Probably a few people hold most of it, {sure} % sure. Who they are is not looked at.")
        )
        return line.format(sure=found.sure)
    if found.spread is Spread.WIDE:
        line = (
            _("It is widespread: half of the people or more, {sure} % sure.")
            if found.plain
            else _("It is probably widespread: half of the people or more, {sure} % sure.")
        )
        return line.format(sure=found.sure)
    reasons = {
        Why.NOBODY_COUNTED: _("Cannot tell, because we do not look at people. Asking all of the group what would help them would tell, or three shifts watched."),
        Why.PEOPLE: _("Cannot tell: fewer than ten people had a chance. Talking with all of them would tell."),
        Why.CHANCES: _("Cannot tell: fewer than ten chances a person. More weeks would tell."),
        Why.NO_EXCESS: _("No more of it was seen than is usual there, so it is nobody's."),
        Why.BETWEEN: _("Cannot tell: the figures fit a few people and many. More weeks would tell."),
        Why.NOTHING_USUAL: _("Cannot tell: there is nothing yet to compare it with."),
    }  # fmt: skip
    return reasons[found.why]
