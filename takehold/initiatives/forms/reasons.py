"""What tells the reasons of a change anew."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.initiatives.facts import FreshInput, FreshKind


class FreshForm(forms.Form):
    """A story or a fact, with who stands for it."""

    kind = forms.ChoiceField(
        label=lazy("What is it?"),
        widget=forms.RadioSelect,
        choices=[
            (FreshKind.STORY.value, lazy("A story: something that happened here")),
            (FreshKind.FACT.value, lazy("A fact: a figure, and where it comes from")),
        ],
        initial=FreshKind.STORY.value,
    )
    text = forms.CharField(
        label=lazy("Tell it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("In a few plain sentences. No names of patients, and of nobody else without a yes."),
    )
    source = forms.CharField(
        label=lazy("Who tells it, or where does it come from?"),
        max_length=200,
        help_text=lazy("For example: a night nurse of Ward 2; the incident statistics of March."),
    )

    def said(self) -> FreshInput:
        """What was typed."""
        data = self.cleaned_data
        return FreshInput(FreshKind(data["kind"]), data["text"], data["source"])
