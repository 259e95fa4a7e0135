"""The support-line rule on the Volvo incident log (BPI Challenge 2013), by the automata of analysis.process.

Known answers (shared data's README): 5,589 of 7,554 cases conform with "L2/L3" read as L2, 5,593 with the labels as they
are; response(L1, L2) within 5 days holds in 1,228 of the 6,782 cases that have an L1.
"""

import csv
import gzip
from collections import Counter, defaultdict
from datetime import datetime

import pytest

from takehold.analysis.process import KINDS, Outcome, check, combine
from takehold.evidence.facts import RULE_KINDS

RULES = [("init", "L1", None), ("precedence", "L2", "L3")]
RULES += [("not-succession", a, b) for a, b in (("L2", "L1"), ("L3", "L2"), ("L3", "L1"))]


@pytest.fixture(scope="module")
def cases(shared_data):
    found = defaultdict(list)
    path = shared_data / "volvo-incidents" / "VINST_incidents_with_support_level.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            at = datetime.fromisoformat(row["Change Date+Time"]).timestamp()
            found[row["SR Number"]].append((at, row["ST Level"]))
    return found


@pytest.mark.shared_data
@pytest.mark.parametrize(("renamed", "expected"), [({"L2/L3": "L2"}, 5589), ({}, 5593)])
def test_tickets_climb_the_lines_one_by_one(cases, renamed, expected):
    found = Counter()
    for events in cases.values():
        times = [t for t, _ in events]
        levels = [renamed.get(x, x) for _, x in events]
        found[combine(check(kind, a, b, levels, times) for kind, a, b in RULES)] += 1
    assert found == {Outcome.SATISFIED: expected, Outcome.VIOLATED: 7554 - expected}


@pytest.mark.shared_data
def test_second_line_within_five_days(cases):
    found = Counter()
    for events in cases.values():
        levels, times = [x for _, x in events], [t for t, _ in events]
        found[check("response", "L1", "L2", levels, times, within=5 * 86400)] += 1
    assert found[Outcome.SATISFIED] == 1228
    assert found[Outcome.SATISFIED] + found[Outcome.VIOLATED] == 6782


def test_the_rooms_know_the_same_kinds():
    assert KINDS == RULE_KINDS
