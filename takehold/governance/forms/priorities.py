"""A priority or core value; how a change serves it, and what shows it; a charter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.governance.facts.bodies import BodyName
from takehold.governance.facts.priorities import (
    Charter,
    CharterInput,
    EvidenceInput,
    EvidenceKind,
    PriorityFact,
    PriorityInput,
    PriorityKind,
)
from takehold.governance.queries.words import PRIORITY_KINDS, chosen, holders, read_holder
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.queries.behaviour_names import BehaviourName


class PriorityForm(forms.Form):
    """A priority or value: name, why, who answers for it, since and until when."""

    name = forms.CharField(
        label=lazy("What is it called?"),
        max_length=160,
        help_text=lazy("“Patient safety”, “Shorter waits in the clinic”."),
    )
    kind = forms.ChoiceField(
        label=lazy("A priority for a time, or a value that stays?"),
        choices=[(each.value, word) for each, word in PRIORITY_KINDS.items()],
    )
    why = forms.CharField(label=lazy("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    holder = forms.ChoiceField(label=lazy("Which body or role answers for it?"))
    first = DayField(label=lazy("Since when?"), required=False)
    last = DayField(
        label=lazy("Until when?"),
        required=False,
        help_text=lazy("A core value has no end; a priority has one."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, bodies: Iterable[BodyName], **options: Any) -> None:
        """``bodies``: those that can answer for it, beside roles."""
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["holder"]).choices = holders(bodies)

    def said(self) -> PriorityInput:
        """The priority, once valid."""
        data = self.cleaned_data
        return PriorityInput(
            PriorityKind(data["kind"]), data["name"], data["why"], read_holder(data["holder"]), data["first"],
            data["last"],
        )  # fmt: skip


def initial(found: PriorityFact) -> dict[str, object]:
    """A priority as it stands, for its form."""
    said = found.said
    return {
        "name": said.name, "kind": said.kind.value, "why": said.why, "holder": chosen(said.holder),
        "first": said.first, "last": said.last, "version": found.version,
    }  # fmt: skip


class ServeForm(forms.Form):
    """How a change serves a priority or value."""

    priority = forms.TypedChoiceField(label=lazy("What does it serve?"), coerce=int)
    how = forms.CharField(
        label=lazy("How?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy(
            "So that somebody could check it: “Fewer doses are missed, because nothing is copied by hand.”"
        ),
    )

    def __init__(self, *args: Any, priorities: Sequence[tuple[int, str]], **options: Any) -> None:
        """``priorities``: what can be chosen, as (id, name)."""
        super().__init__(*args, **options)
        known = [(str(number), name) for number, name in priorities]
        cast(forms.TypedChoiceField, self.fields["priority"]).choices = known


class EvidenceForm(forms.Form):
    """What shows it: a behaviour of the change, or a document."""

    behaviour = forms.ChoiceField(label=lazy("A behaviour that is measured"), required=False)
    address = forms.CharField(label=lazy("Or the address of a document"), required=False, max_length=300)
    label = forms.CharField(label=lazy("What is the document called?"), required=False, max_length=200)

    def __init__(self, *args: Any, behaviours: Sequence[BehaviourName], **options: Any) -> None:
        """``behaviours``: those of the change."""
        super().__init__(*args, **options)
        known = [(each.key, each.name) for each in behaviours]
        cast(forms.ChoiceField, self.fields["behaviour"]).choices = [("", lazy("the document below")), *known]

    def said(self) -> EvidenceInput:
        """What shows it, once valid."""
        data = self.cleaned_data
        if data["behaviour"]:
            return EvidenceInput(EvidenceKind.MEASURE, data["behaviour"])
        return EvidenceInput(EvidenceKind.DOCUMENT, data["address"], data["label"])


class CharterForm(forms.Form):
    """What is fixed, what is open, who shaped it."""

    fixed_by_safety = forms.CharField(
        label=lazy("What is fixed by safety?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    fixed_by_law = forms.CharField(
        label=lazy("What is fixed by law or contract?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    open_to_shape = forms.CharField(
        label=lazy("What is open, for those affected to shape?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    co_authors = forms.CharField(
        label=lazy("Which groups shaped it with you?"),
        required=False,
        max_length=500,
        help_text=lazy("Groups, not names: “The night shifts of wards 3 and 7”."),
    )
    because = forms.CharField(
        label=lazy("What is different from the version before, and why?"), required=False, max_length=300
    )
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> CharterInput:
        """The charter, once valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "number"}
        return CharterInput(**data)


def charter_initial(found: Charter) -> dict[str, object]:
    """The newest version, for its form."""
    if not found.versions:
        return {"number": 0}
    said = found.versions[0].said
    return {
        "fixed_by_safety": said.fixed_by_safety, "fixed_by_law": said.fixed_by_law,
        "open_to_shape": said.open_to_shape, "co_authors": said.co_authors, "number": found.number,
    }  # fmt: skip
