"""Telling a win, and publishing one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.celebrate.facts import WinInput
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import ReportingUnit


class TellForm(forms.Form):
    """A win in one's own words."""

    text = forms.CharField(
        label=lazy("What went well?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("One or two sentences, without names: whoever earned a name is asked first."),
    )
    change = forms.ChoiceField(label=lazy("In which change?"))
    group = forms.TypedChoiceField(label=lazy("Who did it?"), coerce=int, required=False, empty_value=None)

    def __init__(
        self, *args: Any, changes: Iterable[ChangeName], groups: Iterable[ReportingUnit], **options: Any
    ) -> None:
        """``changes`` and ``groups`` are those this person may read."""
        super().__init__(*args, **options)
        of_change = cast(forms.ChoiceField, self.fields["change"])
        of_change.choices = [(each.slug, each.name) for each in changes]
        of_group = cast(forms.TypedChoiceField, self.fields["group"])
        of_group.choices = [
            ("", lazy("all of us")),
            *((str(min(each.team_ids)), each.name) for each in groups),
        ]

    def said(self) -> WinInput:
        """The win, once valid."""
        return WinInput(self.cleaned_data["text"], self.cleaned_data["group"])


class PublishForm(forms.Form):
    """The words that are published."""

    text = forms.CharField(
        label=lazy("What everybody will read"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
