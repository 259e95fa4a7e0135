"""Never one tactic for all: what is asked where all that is done in a change is of one kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import ngettext

from takehold.analysis.fit import same_for_all
from takehold.bridge.facts import ActionLine
from takehold.bridge.queries.actions import alive
from takehold.bridge.queries.words import KINDS


def question(lines: Iterable[ActionLine], on: date) -> str:
    """A question to those who lead, where three actions or more live and all are of one kind; else empty."""
    living = alive(lines, on)
    if same_for_all([[each.kind] for each in living]) is None:
        return ""
    return ngettext(
        "{n} action is of one kind: {kind}. People differ: what is there for those whom it does not suit?",
        "All {n} actions are of one kind: {kind}. People differ: what is there for those whom it does not suit?",
        len(living),
    ).format(n=len(living), kind=KINDS[living[0].kind])
