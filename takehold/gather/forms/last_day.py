"""Another last day for a survey that is open, and why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.gather.forms.survey_plan import DayInput


class LastDayForm(forms.Form):
    """The day and, where it is earlier than the one that was told, the reason."""

    day = forms.DateField(label=lazy("New last day"), widget=DayInput, input_formats=["%Y-%m-%d"])
    reason = forms.CharField(
        label=lazy("Why"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("Everybody who was invited reads this. Needed where people get less time."),
    )  # fmt: skip
