"""A stakeholder, where it said it stands, and where one stands oneself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.influence.facts import (
    Influence,
    Kind,
    PositionInput,
    StakeholderFact,
    StakeholderInput,
    Support,
)
from takehold.influence.queries.words import INFLUENCES, KINDS, SUPPORTS, choices
from takehold.initiatives.forms.dates import DayField


class StakeholderForm(forms.Form):
    """A group, a body or a role, what it has to say and what is at stake for it."""

    name = forms.CharField(
        label=lazy("Which group, body or role?"),
        max_length=160,
        help_text=lazy("“Night shifts of surgery”, “Works council”. Never a person."),
    )
    kind = forms.ChoiceField(label=lazy("What is it?"), choices=choices(KINDS))
    influence = forms.TypedChoiceField(
        label=lazy("How much has it to say on this?"), choices=choices(INFLUENCES), coerce=int
    )
    stake = forms.CharField(
        label=lazy("What does it gain or lose?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def told(self) -> StakeholderInput:
        """The stakeholder, once valid."""
        data = self.cleaned_data
        return StakeholderInput(data["name"], Kind(data["kind"]), Influence(data["influence"]), data["stake"])


def initial(found: StakeholderFact) -> dict[str, object]:
    """A stakeholder as it stands, for its form."""
    said = found.said
    return {
        "name": said.name, "kind": said.kind.value, "influence": said.influence.value, "stake": said.stake,
        "version": found.version,
    }  # fmt: skip


class PositionForm(forms.Form):
    """Where a stakeholder said it stands."""

    support = forms.TypedChoiceField(
        label=lazy("Where did they say they stand?"), choices=choices(SUPPORTS), coerce=int
    )
    words = forms.CharField(
        label=lazy("In their words"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.CharField(
        label=lazy("Where was it said?"),
        max_length=160,
        help_text=lazy("“Their meeting of 3 March, minutes”. What nobody said is not written down."),
    )
    on = DayField(label=lazy("On which day?"))

    def told(self) -> PositionInput:
        """The position, once valid."""
        data = self.cleaned_data
        return PositionInput(Support(data["support"]), data["source"], data["on"], data["words"])


class OwnForm(forms.Form):
    """Where one stands oneself."""

    support = forms.TypedChoiceField(label=lazy("Where do I stand?"), choices=choices(SUPPORTS), coerce=int)
    words = forms.CharField(
        label=lazy("Why?"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
