"""Lots for who goes first: days with places, words called out, or a reason to choose instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.bridge.facts.lots import SlotInput
from takehold.gaps.facts import Group
from takehold.initiatives.forms.dates import DayField

ROWS: Final = (1, 2, 3)


class AnnounceForm(forms.Form):
    """Up to three days with their places, and who gets it at once."""

    safety = forms.TypedMultipleChoiceField(
        label=lazy("Who needs it at once, for safety?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("They stand in no draw: where somebody could come to harm, nobody waits for a lot."),
    )

    def __init__(self, *args: Any, groups: Iterable[Group], **options: Any) -> None:
        """``groups``: those that wait."""
        super().__init__(*args, **options)
        cast(forms.TypedMultipleChoiceField, self.fields["safety"]).choices = [
            (str(each.number), each.name) for each in groups
        ]
        for row in ROWS:
            self.fields[f"on{row}"] = DayField(label=lazy("They begin on"), required=row == 1)
            self.fields[f"places{row}"] = forms.IntegerField(
                label=lazy("How many groups"), required=row == 1, min_value=1, max_value=500
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The days with their places."""
        return [(self[f"on{row}"], self[f"places{row}"]) for row in ROWS]

    def slots(self) -> list[SlotInput]:
        """Days with places, once valid; a row without either is left out."""
        data = self.cleaned_data
        return [
            SlotInput(data[f"on{row}"], data[f"places{row}"])
            for row in ROWS
            if data.get(f"on{row}") and data.get(f"places{row}")
        ]


class DrawForm(forms.Form):
    """What was called out."""

    words = forms.CharField(
        label=lazy("What did those present call out?"),
        max_length=200,
        help_text=lazy(
            "Something nobody could know beforehand: three dice, the first line of today's newspaper."
        ),
    )


class InsteadForm(forms.Form):
    """Why those who lead choose."""

    reason = forms.CharField(
        label=lazy("Why do you choose instead?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
