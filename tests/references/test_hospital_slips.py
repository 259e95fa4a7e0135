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


@pytest.mark.parametrize("end", [date(2026, 3, 8), date(2026, 11, 20), date(2027, 1, 5)])
def test_the_five_slipping_wards_are_found_on_any_day(end):
    linden = hospital.build(7, end)
    change = linden.changes[0]
    terms = Terms(end + timedelta(days=1), change.target, change.go_live, streams=170)
    found = judge(list(evidence(linden)), terms).units
    slipping = {unit.unit: unit for unit in found if unit.verdict is Verdict.SLIPPING_BACK}
    assert set(wards.SLIPPING) <= set(slipping)
    assert len(slipping) <= len(wards.SLIPPING) + 1
    began = next(iter(linden.truth.slipping.values()))
    since = sorted(slipping[name].slip.since for name in wards.SLIPPING)
    assert all(began - timedelta(weeks=2) <= day <= began + timedelta(weeks=5) for day in since)
    words = Counter(unit.verdict for unit in found)
    assert words[Verdict.HOLDING] >= 30
    assert next(u for u in found if u.unit == wards.SILENT).verdict is Verdict.CANNOT_TELL
