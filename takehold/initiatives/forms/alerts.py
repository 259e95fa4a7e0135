"""What a team says about an alert."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy


class LineForm(forms.Form):
    """The team's one line."""

    line = forms.CharField(
        label=lazy("One line from your team"),
        max_length=300,
        help_text=lazy(
            "What happened, as far as you can say. No names. It stands beside the alert when others read it."
        ),
    )


class AnswerForm(forms.Form):
    """What the alert turned out to be."""

    resolution = forms.ChoiceField(
        label=lazy("What did it turn out to be?"),
        widget=forms.RadioSelect,
        choices=[
            ("real", lazy("Real: it is done less than before")),
            ("not_real", lazy("Not real: chance, holidays, other work")),
            ("data_fault", lazy("A fault in the data: the source or its form changed")),
        ],
    )
