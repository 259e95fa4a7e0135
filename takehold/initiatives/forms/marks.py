"""Something that happened on a day."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.forms.teams import TeamsForm


class MarkForm(TeamsForm):
    """A mark on the charts."""

    on = DayField(label=lazy("When?"))
    kind = forms.ChoiceField(
        label=lazy("What kind of thing?"),
        choices=[
            ("form changed", lazy("A form or a tool changed")),
            ("training", lazy("Training")),
            ("coaching", lazy("Coaching")),
            ("outage", lazy("An outage")),
            ("reorganisation", lazy("A reorganisation")),
            ("holiday", lazy("Holidays")),
            ("other", lazy("Something else")),
        ],
    )
    text = forms.CharField(
        label=lazy("What happened?"),
        max_length=300,
        help_text=lazy("A few words, written beside the line on the chart. No names."),
    )
    teams = forms.MultipleChoiceField(
        label=lazy("In which teams?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Nothing ticked: everywhere."),
    )
