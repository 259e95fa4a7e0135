"""A body, and a seat in it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.governance.facts.bodies import BodyFact, BodyInput, BodyKind, SeatInput
from takehold.governance.queries.words import BODY_KINDS, SEAT_ROLES
from takehold.initiatives.forms.changes import Find, PersonField


class BodyForm(forms.Form):
    """What a body is called, what kind it is, what it decides."""

    name = forms.CharField(label=lazy("What is it called?"), max_length=160)
    kind = forms.ChoiceField(
        label=lazy("What kind of body is it?"),
        choices=[(each.value, word) for each, word in BODY_KINDS.items()],
    )
    decides = forms.CharField(
        label=lazy("What does it decide about?"),
        required=False,
        max_length=300,
        help_text=lazy("In a sentence: “Everything that changes how several wards work.”"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> BodyInput:
        """The body, once valid."""
        data = self.cleaned_data
        return BodyInput(data["name"], BodyKind(data["kind"]), data["decides"])


def initial(found: BodyFact) -> dict[str, object]:
    """A body as it stands, for its form."""
    said = found.said
    return {"name": said.name, "kind": said.kind.value, "decides": said.decides, "version": found.version}


class SeatForm(forms.Form):
    """A person by name, or a role."""

    person = PersonField(label=lazy("Who sits in it?"), required=False)
    role = forms.ChoiceField(
        label=lazy("Or whoever holds which role?"),
        required=False,
        choices=[("", lazy("the person above")), *SEAT_ROLES.items()],
    )
    secretary = forms.BooleanField(label=lazy("Enters what the body decides"), required=False)

    def __init__(self, *args: Any, find: Find, **options: Any) -> None:
        """``find``: persons by a typed name."""
        super().__init__(*args, **options)
        cast(PersonField, self.fields["person"]).find = find

    def said(self) -> SeatInput:
        """The seat, once valid."""
        data = self.cleaned_data
        return SeatInput(data["person"], data["role"], data["secretary"])
