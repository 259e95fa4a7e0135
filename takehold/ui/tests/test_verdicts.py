from __future__ import annotations

import pytest

from takehold.analysis.facts import Verdict
from takehold.ui import verdicts


def test_every_verdict_has_its_word_place_and_name():
    assert {verdicts.word(verdict) for verdict in Verdict} == {str(verdict) for verdict in Verdict}
    assert sorted(verdicts.need(verdict) for verdict in Verdict) == list(range(7))
    assert all(" " not in verdicts.css_name(verdict) for verdict in Verdict)


def test_only_a_slip_can_be_mostly_back():
    assert verdicts.word("slipping back", reverted=True) == "mostly back to the old way"
    assert verdicts.word("holding", reverted=True) == "holding"


def test_an_eighth_verdict_is_refused():
    with pytest.raises(ValueError, match="resistant"):
        verdicts.word("resistant")
