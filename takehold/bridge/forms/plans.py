"""What a person says of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.bridge.facts.plans import PlanInput
from takehold.bridge.queries.reinforcements import HARD, HELPS, RECOGNITION, TOLD
from takehold.people.facts import PersonFact


def _several(label: Any, words: Mapping[str, Any], hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=list(words.items()), required=False, widget=forms.CheckboxSelectMultiple, help_text=hint
    )  # fmt: skip


class PlanForm(forms.Form):
    """All of it may be left out."""

    hard = _several(lazy("What is hard for me"), HARD)
    helps = _several(lazy("What would help me"), HELPS)
    easier = forms.CharField(
        label=lazy("What would make a move easier"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("In your own words. Nobody else reads this, your coach neither."),
    )
    told = _several(lazy("How I like to be told things"), TOLD)
    recognition = _several(
        lazy("How I would like to be recognised"), RECOGNITION, lazy("Only what you choose is proposed.")
    )
    coach = forms.TypedChoiceField(
        label=lazy("My coach"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=lazy("Reads what you agree to, with your name, and nothing else of this."),
    )

    def __init__(self, *args: Any, coaches: Iterable[PersonFact], **options: Any) -> None:
        """``coaches``: who can be chosen."""
        super().__init__(*args, **options)
        field = cast(forms.TypedChoiceField, self.fields["coach"])
        field.choices = [("", lazy("nobody")), *((str(each.id), each.name) for each in coaches)]

    def said(self) -> PlanInput:
        """The plan, once valid."""
        data = self.cleaned_data
        return PlanInput(
            hard=tuple(data["hard"]),
            helps=tuple(data["helps"]),
            told=tuple(data["told"]),
            recognition=tuple(data["recognition"]),
            easier=data["easier"],
            coach_id=data["coach"],
        )
