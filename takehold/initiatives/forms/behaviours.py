"""A desired behaviour, and a baseline begun anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.initiatives.facts import BehaviourFact, BehaviourInput
from takehold.initiatives.forms.dates import DayField


class BehaviourForm(forms.Form):
    """What people would do, how much of it was agreed, and how careful one must be with it."""

    name = forms.CharField(
        label=lazy("What would people do?"),
        max_length=300,
        help_text=lazy("Something one can see being done or not: “The handover is written in the record”."),
    )
    question = forms.CharField(
        label=lazy("Which question does it answer?"),
        max_length=500,
        required=False,
        help_text=lazy("Asked of each case when somebody counts by eye: “Was it written in the record?”"),
    )
    target = forms.IntegerField(
        label=lazy("Agreed target, in percent"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=lazy("Left empty until somebody agreed one: then there is a history and no verdict."),
    )
    caution = forms.CharField(
        label=lazy("What should one know beside the figure?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    safety_grade = forms.BooleanField(
        label=lazy("Somebody's safety hangs on it"),
        required=False,
        help_text=lazy(
            "Then a slip is visible to those above the team at once, not after five working days."
        ),
    )

    def said(self, key: str) -> BehaviourInput:
        """What was typed."""
        data = self.cleaned_data
        target = data["target"]
        return BehaviourInput(
            key,
            data["name"],
            data["question"],
            data["caution"],
            target / 100 if target else None,
            data["safety_grade"],
        )


class BaselineForm(forms.Form):
    """A recorded decision: from this day on, the level held before no longer counts."""

    unit = forms.ChoiceField(label=lazy("For which team?"))
    start = DayField(label=lazy("From which day?"))
    reason = forms.CharField(
        label=lazy("Why?"),
        max_length=500,
        help_text=lazy("Kept with your name: “The ward moved and took on other work”."),
    )

    def __init__(self, *args: Any, units: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["unit"]).choices = [(unit, unit) for unit in units]


def initial(fact: BehaviourFact) -> dict[str, Any]:
    """A behaviour as the form shows it."""
    return {
        "name": fact.name,
        "question": fact.question,
        "caution": fact.caution,
        "target": round(fact.target * 100) if fact.target is not None else None,
        "safety_grade": fact.safety_grade,
    }
