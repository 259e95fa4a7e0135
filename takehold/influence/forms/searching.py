"""What is looked for among what was tried."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.influence.facts.searching import Wanted
from takehold.influence.queries.words import APPROACHES, KINDS, LANDED, choices


class WantedForm(forms.Form):
    """By approach, by how it landed, by whom it was tried with, and by words."""

    approach = forms.ChoiceField(
        label=lazy("By what"), required=False, choices=[("", lazy("anything")), *choices(APPROACHES)]
    )
    landed = forms.ChoiceField(
        label=lazy("How it landed"), required=False, choices=[("", lazy("either way")), *choices(LANDED)]
    )
    kind = forms.ChoiceField(
        label=lazy("With whom"), required=False, choices=[("", lazy("anybody")), *choices(KINDS)]
    )
    text = forms.CharField(label=lazy("Words in it"), required=False, max_length=80)

    def wanted(self) -> Wanted:
        """What is looked for; what cannot be chosen counts as not chosen."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in self.fields})
