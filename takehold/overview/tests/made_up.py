"""Made-up standings for the tests of pages: daily counts go through the real verdicts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np

from takehold.analysis.facts import BehaviourVerdict, DailyCounts, Terms, UnitEvidence, UnitVerdict, Verdict
from takehold.analysis.verdict import judge
from takehold.initiatives.facts import (
    AlertFact,
    BehaviourFact,
    BehaviourStanding,
    Initiative,
    InitiativeLine,
    PersonName,
    UnitStanding,
)
from takehold.ledger.facts import MarkFact

TODAY = date(2026, 3, 2)
WEEKS = 52
START = TODAY - timedelta(weeks=WEEKS)
SLIDES, HOLDS, STALLS, SILENT = "slides", "holds", "stalls", "silent"


def course(kind: str, week: int) -> float:
    """The share of the new way in a week of one of four made-up courses."""
    if week < 8:
        return 0.04
    if kind == STALLS:
        return min(0.45, 0.05 * (week - 7))
    if kind == SLIDES and week >= WEEKS - 8:
        return 0.45
    return min(0.92, 0.08 * (week - 7))


def unit(name: str, kind: str, seed: int, a_week: int = 24) -> UnitEvidence:
    """A year of one unit's days."""
    rng = np.random.default_rng(seed)
    days = WEEKS * 7
    chances = rng.poisson(a_week / 7, days)
    if kind == SILENT:
        chances[:] = 0
        chances[100:110] = 1
    rates = np.array([course(kind, day // 7) for day in range(days)])
    new = rng.binomial(chances, rates)
    return UnitEvidence(name, DailyCounts(START, chances, new, rng.binomial(chances - new, 0.9)))


@cache
def judged(target: float | None = 0.9) -> BehaviourVerdict:
    """Twelve wards: two slide, one stalls, one is silent, the others hold."""
    kinds = [SLIDES, SLIDES, STALLS, SILENT] + [HOLDS] * 8
    units = [unit(f"Ward {no}", kind, no) for no, kind in enumerate(kinds, 1)]
    terms = Terms(as_of=TODAY, target=target, go_live=START + timedelta(weeks=8), streams=36)
    return judge(units, terms)


def behaviour(key: str = "handover", **other: object) -> BehaviourFact:
    """A behaviour with a measure, unless told otherwise."""
    given: dict[str, object] = {
        "id": 1,
        "key": key,
        "name": "Handover in the record, not on paper",
        "question": "Is the patient handed over in the record?",
        "caution": "A handover that nobody wrote down cannot be seen.",
        "target": 0.9,
        "safety_grade": False,
        "measure_id": 1,
        "source_id": 1,
    }
    return BehaviourFact(**(given | other))  # type: ignore[arg-type]


def alert(of: UnitVerdict, no: int, **other: object) -> AlertFact:
    """An open alert of a unit."""
    given: dict[str, object] = {
        "id": no,
        "behaviour_id": 1,
        "behaviour": "Handover in the record, not on paper",
        "initiative_slug": "handover",
        "unit": of.unit,
        "team_ids": frozenset({no}),
        "tier": "alert",
        "opened_on": TODAY - timedelta(days=3),
        "since": of.slip.since if of.slip else TODAY - timedelta(weeks=4),
        "visible_above_on": TODAY + timedelta(days=4),
        "line": "",
        "line_by": "",
        "line_at": None,
        "resolution": "",
        "resolved_at": None,
        "may_write": True,
    }
    return AlertFact(**(given | other))  # type: ignore[arg-type]


def standing(
    verdict: BehaviourVerdict | None = None, *, own: int = 0, empty: bool = False
) -> BehaviourStanding:
    """A standing with one unit for each of the verdict's; ``own`` is the number of the viewer's ward."""
    verdict = None if empty else verdict or judged()
    units = tuple(
        UnitStanding(
            unit=each.unit,
            team_ids=frozenset({no}),
            people="10-19",
            folded=("Night desk", "Pool") if no == 12 else (),
            verdict=each,
            as_of=TODAY,
            held_back=False,
            alert=alert(each, no, may_write=no == own) if each.verdict is Verdict.SLIPPING_BACK else None,
            own=no == own,
        )
        for no, each in enumerate(verdict.units if verdict else (), 1)
    )
    return BehaviourStanding(
        behaviour=behaviour(),
        verdict=verdict,
        units=units,
        as_of=TODAY if verdict else None,
        evidence_sha256="ab" * 32 if verdict else "",
        unmatched_share=0.03 if verdict else 0.0,
        feed_stopped_on=None,
    )


def initiative(slug: str = "handover", **other: object) -> Initiative:
    """A change."""
    given: dict[str, object] = {
        "id": 1,
        "slug": slug,
        "name": "Handover in the record, not on paper",
        "reasons": ("Two medication errors in spring came from lost paper notes.",),
        "lead": PersonName(1, "Lena Lead"),
        "sponsor": PersonName(2, "Sam Sponsor"),
        "co_owner": PersonName(3, "Nora Night", "head of nursing"),
        "go_live": START + timedelta(weeks=8),
        "ended_on": None,
        "audience_teams": 12,
        "audience_people": 240,
        "marks": (
            MarkFact(1, START + timedelta(weeks=8), "go-live", "go-live", frozenset()),
            MarkFact(2, TODAY - timedelta(weeks=9), "form", "new form", frozenset()),
        ),
    }
    return Initiative(**(given | other))  # type: ignore[arg-type]


def line(stands: BehaviourStanding | None, **other: object) -> InitiativeLine:
    """The change in the list, as the standing has it."""
    units = stands.units if stands else ()
    words = [unit.verdict.verdict for unit in units]
    tally = tuple((str(word), words.count(word)) for word in Verdict if word in words)
    slipping = tuple(unit.unit for unit in units if unit.verdict.verdict is Verdict.SLIPPING_BACK)
    whole = stands.verdict.whole if stands and stands.verdict else None
    return InitiativeLine(initiative(**other), behaviour() if stands else None, whole, tally, slipping, TODAY)
