"""The demo hospital, whichever day it is shown: the five wards that slip are found, and hardly anybody else."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from takehold.analysis.facts import DailyCounts, Terms, UnitEvidence, Verdict
from takehold.analysis.verdict import judge
from takehold.simulation import hospital, wards
from takehold.simulation.exports import HANDOVER_LABELS, STRANGER

TEAM_OF = {label: team for team, label in HANDOVER_LABELS.items()} | dict((wards.RENAMED, wards.MERGED))


def evidence(linden):
    rows = linden.tables["handovers.csv"].columns
    days = (
        np.array([at[:10] for at in rows["handed_over_at"]], dtype="datetime64[D]")
        - np.datetime64(linden.start)
    ).astype(int)
    teams = np.array([TEAM_OF.get(label, label) for label in rows["ward"]])
    record = np.array(rows["method"]) == "record"
    length = (linden.end - linden.start).days + 1
    for team in sorted(set(teams.tolist()) - {STRANGER}):
        here = teams == team
        counts = [np.bincount(days[which], minlength=length) for which in (here, here & record)]
        yield UnitEvidence(team, DailyCounts(linden.start, *counts))


DAYS = [date(2026, 3, 8), date(2026, 11, 20), date(2027, 1, 5)]


@pytest.mark.parametrize("end", DAYS)
def test_the_five_slipping_wards_are_found_on_any_day(end):
    linden = hospital.build(7, end)
    change = linden.changes[0]
    terms = Terms(end + timedelta(days=1), change.target, change.go_live, streams=170)
    found = judge(list(evidence(linden)), terms).units
    slipping = {unit.unit: unit for unit in found if unit.verdict is Verdict.SLIPPING_BACK}
    assert set(wards.SLIPPING) <= set(slipping)
    assert len(slipping) <= len(wards.SLIPPING) + 1
    for name in wards.SLIPPING:
        began, since = linden.truth.slipping[wards.key_of(name)], slipping[name].slip.since
        assert began - timedelta(weeks=2) <= since <= began + timedelta(weeks=5)
    words = Counter(unit.verdict for unit in found)
    assert words[Verdict.HOLDING] >= 30
    assert next(u for u in found if u.unit == wards.SILENT).verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize("end", [*DAYS, date(2026, 7, 2), date(2026, 11, 23)])
def test_one_of_them_could_not_be_told_a_week_ago(end):
    """So that the demo shows on any day what only the ward itself reads yet."""
    linden = hospital.build(7, end)
    change = linden.changes[0]
    every = list(evidence(linden))
    told = {}
    for back in (0, 7):
        terms = Terms(end - timedelta(days=back), change.target, change.go_live, streams=122)
        found = {unit.unit: unit for unit in judge(every, terms).units}
        told[back] = found[wards.FRESH].verdict
        gradual = {name for name in wards.SLIPPING if found[name].verdict is Verdict.SLIPPING_BACK}
        assert len(gradual - {wards.FRESH}) >= 3
    assert told[0] is Verdict.SLIPPING_BACK
    assert told[7] is not Verdict.SLIPPING_BACK
