"""Which organisation lines of Volvo IT follow the support-line rule, and how many ways its incidents take.

Known answers: by the line of a case's first event, lines of at least 100 cases: C .832 of 5,752, A2 .258 of 745, G4 none of
157; the log's header: 7,554 cases, 2,278 distinct traces of activity and transition, a mean duration of 1,043,655 s.
"""

import re
from gettext import NullTranslations
from pathlib import Path

import numpy as np
import pytest

from takehold.analysis.standardisation import Differs, standard
from takehold.evidence import engines, variants, wording
from takehold.evidence.reading import read
from takehold.evidence.recipe import parse

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "check-a-process-with-rules.md"
RECIPE = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)[1]
BY_LINE = RECIPE.replace('team = "Involved ST"', 'team = "Involved Org line 3"')
IMPACT = "SR Latest Impact"
BY_STATUS = BY_LINE.replace('activity = "ST Level"', 'activity = "Activity"')
BY_IMPACT = BY_LINE.replace("[[behaviour]]", f'[[behaviour]]\nopportunity = {{ "{IMPACT}" = "Medium" }}', 1)


@pytest.fixture(scope="module")
def log(shared_data, tmp_path_factory):
    """The behaviour with the rules, and the events with the impact of each."""
    home = tmp_path_factory.mktemp("volvo")
    path = shared_data / "volvo-incidents" / "VINST_incidents_with_support_level.csv.gz"
    reading = read([path], parse(BY_IMPACT), home)
    assert reading.cases == 7554
    return parse(BY_LINE).behaviours[0], engines.table(engines.connect(), [home / "events.parquet"])


@pytest.mark.shared_data
def test_the_lines_that_differ_most(log):
    behaviour, events = log
    strata = variants.strata(engines.connect(), events, behaviour)
    found = standard(strata)
    told = {team.team: team for team in found.teams}
    assert {name: team.cases for name, team in told.items()} == {
        "Org line C": 5752, "Org line A2": 745, "Other": 419, "Org line B": 291, "Org line G4": 157,
    }  # fmt: skip
    followed = {name: 1 - team.crude for name, team in told.items()}
    assert followed["Org line C"] == pytest.approx(0.832, abs=0.0005)
    assert followed["Org line A2"] == pytest.approx(0.258, abs=0.0005)
    assert followed["Org line G4"] == 0
    assert [team.team for team in found.teams[:2]] == ["Org line G4", "Org line A2"]
    assert {told[name].differs for name in ("Org line G4", "Org line A2")} == {Differs.MORE}
    assert told["Org line C"].differs is Differs.FEWER
    assert len(found.too_small) == 13
    assert found.inconsistent


@pytest.mark.shared_data
def test_they_still_differ_at_an_equal_mix_of_impacts(log):
    behaviour, events = log
    strata = variants.strata(engines.connect(), events, behaviour, kind=IMPACT)
    assert {each.kind for each in strata} == {"High", "Low", "Major", "Medium"}
    assert sum(each.cases for each in strata) == 7554
    assert sum(each.violations for each in strata) == 7554 - 5589
    found = standard(strata)
    assert [team.team for team in found.teams[:2]] == ["Org line G4", "Org line A2"]
    expected = {team.team[-2:].strip(): f"{team.expected:.0%}" for team in found.teams}
    assert (expected["G4"], expected["A2"], expected["C"]) == ("29%", "24%", "54%"), "as the guide says"


@pytest.mark.shared_data
def test_ways_and_times_of_the_log(log):
    _, events = log
    told = variants.times(engines.connect(), events)
    assert told.took.size == 7554
    assert float(np.mean(told.took)) == pytest.approx(1_043_655, rel=0.001)
    ways = variants.ways(engines.connect(), events)
    assert sum(ways.counts) == 7554
    assert set(ways.shown[0].steps) <= {"L1", "L2", "L3"}


@pytest.mark.shared_data
def test_distinct_traces_are_those_of_the_header(shared_data, tmp_path):
    path = shared_data / "volvo-incidents" / "VINST_incidents_with_support_level.csv.gz"
    read([path], parse(BY_STATUS), tmp_path)
    found = variants.ways(engines.connect(), engines.table(engines.connect(), [tmp_path / "events.parquet"]))
    assert (len(found.counts), sum(found.counts)) == (2278, 7554)
    most = found.shown[0]
    assert (most.cases, most.steps) == (
        1749,
        ("Accepted-In Progress", "Accepted-In Progress", "Completed-In Call"),
    )


@pytest.mark.shared_data
def test_openings_near_the_end_are_not_comparable_and_it_says_so(log):
    """The log holds what ended in May 2012: of the cases that opened last only the quick ones, which climb as they should."""
    _, events = log
    told = variants.times(engines.connect(), events)
    (caution,) = told.cautions()
    assert caution.numbers["n"] == told.late.cases
    assert told.late.share > 0.5
    sentence = wording.caution(caution, NullTranslations())
    assert "not comparable" in sentence
    end = told.opened.max()
    week = told.opened > end - 7 * 86400
    month_before = (told.opened < end - 30 * 86400) & (told.opened > end - 60 * 86400)
    assert np.median(told.took[week]) < np.median(told.took[month_before]) / 5
