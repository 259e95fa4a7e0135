"""What a body decided, on one page; and what became of a condition or commitment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.governance.facts.bodies import BodyName
from takehold.governance.facts.decisions import (
    CommitmentInput,
    CommitmentKind,
    DecisionFact,
    DecisionInput,
    Outcome,
)
from takehold.governance.queries.words import COMMITMENT_KINDS, OUTCOMES, chosen, holders, read_holder
from takehold.initiatives.forms.dates import DayField

ROWS: Final = (1, 2, 3)
TURNS: Final = {
    "keep": pgettext_lazy("commitment", "It was kept"),
    "miss": pgettext_lazy("commitment", "It was not kept"),
    "doubt": pgettext_lazy("commitment", "It is open again"),
    "lift": pgettext_lazy("commitment", "It is lifted: it need not be kept any more"),
}


class DecisionForm(forms.Form):
    """Outcome, why, who carries it, when it is looked at again, and up to three conditions or commitments."""

    outcome = forms.ChoiceField(
        label=lazy("What was decided?"), choices=[(each.value, word) for each, word in OUTCOMES.items()]
    )
    reason = forms.CharField(label=lazy("Why, in a sentence?"), max_length=1000)
    holder = forms.ChoiceField(label=lazy("Which body or role carries it out?"))
    decided_on = DayField(label=lazy("When was it decided?"), required=False)
    review_on = DayField(label=lazy("When does the body look whether it was right?"), required=False)
    because = forms.CharField(
        label=lazy("What is different from the version before, and why?"), max_length=300
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Iterable[BodyName], again: bool = False, **options: Any) -> None:
        """``bodies``: who can carry it out, beside roles. ``again``: a later version, which says why."""
        super().__init__(*args, **options)
        known = holders(bodies)
        cast(forms.ChoiceField, self.fields["holder"]).choices = known
        if not again:
            del self.fields["because"]
        kinds = [(each.value, word) for each, word in COMMITMENT_KINDS.items()]
        for no in ROWS:
            self.fields[f"kind-{no}"] = forms.ChoiceField(
                label=lazy("Condition or commitment?"), required=False, choices=kinds
            )
            self.fields[f"condition-{no}"] = forms.CharField(
                label=lazy("What must be done?"), required=False, max_length=500
            )
            self.fields[f"holder-{no}"] = forms.ChoiceField(
                label=lazy("By which body or role?"), required=False, choices=known
            )
            self.fields[f"due-{no}"] = DayField(label=lazy("By when?"), required=False)

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The fields of the conditions and commitments, row by row."""
        return [tuple(self[f"{name}-{no}"] for name in ("kind", "condition", "holder", "due")) for no in ROWS]

    def said(self) -> DecisionInput:
        """What was decided, once valid."""
        data = self.cleaned_data
        commitments = tuple(
            CommitmentInput(
                CommitmentKind(data[f"kind-{no}"] or CommitmentKind.CONDITION), data[f"condition-{no}"],
                read_holder(data[f"holder-{no}"]), data[f"due-{no}"],
            )
            for no in ROWS
            if data[f"condition-{no}"]
        )  # fmt: skip
        return DecisionInput(
            Outcome(data["outcome"]), data["reason"], read_holder(data["holder"]), data["decided_on"],
            data["review_on"], commitments, data.get("because", ""),
        )  # fmt: skip


CALLED: Final = {"condition": "condition-1", "condition_holder": "holder-1", "due_on": "due-1"}
"""Where it is shown what an operation refuses of a condition."""


def initial(found: DecisionFact) -> dict[str, object]:
    """The newest version, for the form of the next."""
    now = found.now
    return {
        "outcome": now.outcome.value, "reason": now.reason, "holder": chosen(now.holder),
        "decided_on": now.decided_on, "review_on": now.review_on, "version": now.number,
    }  # fmt: skip


class KeptForm(forms.Form):
    """What became of a condition or commitment."""

    event = forms.ChoiceField(label=lazy("What became of it?"))
    said = forms.CharField(label=lazy("In a sentence that everybody reads"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, events: Iterable[str], **options: Any) -> None:
        """``events``: what may happen now."""
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["event"]).choices = [(each, TURNS[each]) for each in events]
