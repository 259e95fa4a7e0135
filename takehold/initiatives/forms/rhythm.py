"""The beat of a change, what was done of a turn, and why it is business as usual."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.initiatives.facts import Part


class BeatForm(forms.Form):
    """How often the loop turns."""

    every_weeks = forms.IntegerField(
        label=lazy("How many weeks does one turn take?"),
        min_value=2,
        max_value=26,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=lazy(
            "Between 2 and 26. Eight weeks leave time to ask, to find out, to act and to see whether it helped."
        ),
    )


class DoneForm(forms.Form):
    """What was done of one part of one turn."""

    turn = forms.IntegerField(min_value=1, max_value=9999, widget=forms.HiddenInput)
    part = forms.ChoiceField(choices=[(each.value, each.value) for each in Part], widget=forms.HiddenInput)
    what = forms.CharField(
        label=lazy("What was done?"),
        max_length=300,
        help_text=lazy("In a line, for example: survey closed, 31 of 60 answered."),
    )


class SettleForm(forms.Form):
    """Business as usual; the reason is needed where not everything holds."""

    despite = forms.CharField(
        label=lazy("Why is it business as usual although not everything holds?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("It stands on this page."),
    )
