from __future__ import annotations

import pytest

from takehold.evidence.facts import RULE_KINDS
from takehold.overview.queries import definitions
from takehold.overview.tests.conftest import DEFINITION


def test_a_definition_reads_as_sentences():
    spoken = definitions.spoken(DEFINITION)
    assert spoken.unit == "each case, once"
    assert spoken.chance == "every record"
    assert spoken.new_way == "method is record"
    assert spoken.old_way == "method is paper or phone"


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_every_rule_has_words(kind):
    said = definitions.rule({"kind": kind, "a": "L1", "b": "L2", "within": 5 * 86400, "n": 2})
    assert "L1" in said
    assert said.endswith("Within 5.0 days.")


@pytest.mark.parametrize(
    "op", ["is", "in", "not", "not_in", "at_most", "at_least", "present", "missing", "matches"]
)
def test_every_test_has_words(op):
    assert definitions.test({"column": "State", "op": op, "value": "x"}).startswith("State ")


def test_present_false_means_empty():
    assert definitions.test({"column": "Due", "op": "present", "value": False}) == "Due is empty"
