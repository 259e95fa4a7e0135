"""How a team crossed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.celebrate.facts import StoryInput
from takehold.people.facts import ReportingUnit

LONGEST = 600


def _answer(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class StoryForm(forms.Form):
    """Three answers, and whether the own name stands under them."""

    group = forms.TypedChoiceField(label=lazy("Whose story is it?"), coerce=int)
    before = _answer(lazy("How was it before?"), lazy("What a usual day looked like."))
    hard = _answer(lazy("What was hard?"), lazy("Others find the same hard. Without names."))
    helped = _answer(lazy("What helped?"), lazy("What another team could try tomorrow."))
    signed = forms.BooleanField(
        label=lazy("With my name under it"),
        required=False,
        help_text=lazy("Not ticked: it stands there as the story of your team."),
    )

    def __init__(self, *args: Any, groups: Iterable[ReportingUnit], **options: Any) -> None:
        """``groups``: those the writer belongs to."""
        super().__init__(*args, **options)
        field = cast(forms.TypedChoiceField, self.fields["group"])
        field.choices = [(str(min(each.team_ids)), each.name) for each in groups]

    def said(self) -> StoryInput:
        """The story, once valid."""
        data = self.cleaned_data
        return StoryInput(data["group"], data["before"], data["hard"], data["helped"], data["signed"])
