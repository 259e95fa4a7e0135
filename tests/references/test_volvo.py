"""Volvo IT's incident log by nothing but the column mapping printed in the guide: the numbers that the guide states."""

import dataclasses
import re
from pathlib import Path

import pytest

from takehold.evidence.recipe import parse
from takehold.evidence.reckoning import reckon
from takehold.evidence.reckoning.knowing import total

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "check-a-process-with-rules.md"
RECIPE = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)[1]
AS_THEY_ARE = RECIPE.replace('[values.activity]\n"L2/L3" = "L2"\n', "")


def counted(text, shared_data):
    path = shared_data / "volvo-incidents" / "VINST_incidents_with_support_level.csv.gz"
    report = reckon([path], parse(text))
    assert (report.reading.cases, report.reading.events) == (7554, 65533 - report.reading.duplicates)
    assert report.reading.rows_read + report.reading.rows_rejected == 65533
    return {
        one.behaviour.key: (total(one.rows, "new_way"), total(one.rows, "chances"), one.pending, one.vacuous)
        for one in report.behaviours
    }


@pytest.mark.shared_data
def test_support_lines_with_the_double_label_read_as_second_line(shared_data):
    assert counted(RECIPE, shared_data)["support-lines"] == (5589, 7554, 0, 0)


@pytest.mark.shared_data
def test_support_lines_and_five_days_with_the_labels_as_they_are(shared_data):
    assert AS_THEY_ARE != RECIPE
    found = counted(AS_THEY_ARE, shared_data)
    assert found["support-lines"] == (5593, 7554, 0, 0)
    assert found["second-line-in-five-days"] == (1228, 6782, 0, 7554 - 6782)


def test_the_guide_states_what_the_tests_hold():
    text = GUIDE.read_text(encoding="utf-8")
    for number in ("7,554", "5,589", "5,593", "6,782", "1,228"):
        assert number in text
    first = parse(RECIPE)
    assert dataclasses.replace(first, values={}, sha256="") == dataclasses.replace(
        parse(AS_THEY_ARE), sha256=""
    )
