"""Answering a contribution, and whether one wants to stand beside one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.cocreation.facts.answers import OUTCOMES, AnswerFact, AnswerInput, Fate, Wish
from takehold.cocreation.operations.answering import LONGEST_DECIDED, LONGEST_REASON
from takehold.cocreation.queries.answers_words import FATES, WISHES
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.queries.behaviour_names import BehaviourName


class AnswerForm(forms.Form):
    """What becomes of it, why, and where it is seen."""

    outcome = forms.ChoiceField(
        label=lazy("What becomes of it?"), choices=[(each.value, FATES[each]) for each in OUTCOMES], widget=forms.RadioSelect
    )  # fmt: skip
    reason = forms.CharField(
        label=lazy("Why?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("Everybody who reads the round reads it; of what was changed, say what and why."),
    )
    decided = forms.CharField(
        label=lazy("Who decided it, and when?"),
        max_length=LONGEST_DECIDED,
        required=False,
        help_text=lazy("In words; a decision of the register is chosen on the page of the change."),
    )
    behaviour = forms.TypedChoiceField(
        label=lazy("By which behaviour of the change is it seen?"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    live_on = DayField(
        label=lazy("Since when is it in use?"),
        required=False,
        help_text=lazy("May stay open. Who wrote it is told on that day."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, behaviours: Iterable[BehaviourName], **options: Any) -> None:
        """``behaviours``: of the change."""
        super().__init__(*args, **options)
        choices = [("", lazy("none of them"))] + [(str(each.id), each.name) for each in behaviours]
        cast(forms.TypedChoiceField, self.fields["behaviour"]).choices = choices

    def said(self) -> AnswerInput:
        """What was said, once valid."""
        data = self.cleaned_data
        return AnswerInput(
            Fate(data["outcome"]), data["reason"], data["behaviour"], data["decided"], data["live_on"]
        )


def begun(answer: AnswerFact | None) -> dict[str, object]:
    """The answer as it stands, for its form."""
    if answer is None:
        return {"version": 0}
    return {
        "outcome": answer.outcome.value, "reason": answer.reason, "decided": answer.decided,
        "behaviour": answer.behaviour_id, "live_on": answer.live_on, "version": answer.version,
    }  # fmt: skip


class WishForm(forms.Form):
    """Whether one wants to stand beside one's own contribution."""

    wish = forms.ChoiceField(choices=[(each.value, word) for each, word in WISHES.items()])

    def said(self) -> Wish:
        """The answer, once valid."""
        return Wish(self.cleaned_data["wish"])
