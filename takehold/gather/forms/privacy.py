"""What is typed into the works council's sheet: its yes, a waiver, and how long things are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from takehold.gather.facts.retention import Clock, Kept
from takehold.gather.operations.agreements import MOST_WORDS

KEPT_WORDS: Final[Mapping[Kept, Promise]] = {
    Kept.ANSWERS: lazy("Answers to surveys, after closing (what was published stays)"),
    Kept.NOTES: lazy("Notes of meetings, one-to-ones and observations"),
    Kept.HEARSAY: lazy("Hearsay"),
    Kept.SAYS: lazy("What people said"),
    Kept.ACTORS: lazy("Which random number stands for whom in event data"),
    Kept.UPLOADS: lazy("Uploaded files"),
    Kept.AUDIT: lazy("The record of who did what"),
}


class WordsForm(forms.Form):
    """Conditions of a yes, or the reason of a waiver."""

    words = forms.CharField(
        label=lazy("In words"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy(
            "Conditions, the date of the agreement, or why none is needed. It stands on this sheet."
        ),
    )


class ClocksForm(forms.Form):
    """Days for each kind."""

    def __init__(self, *args: object, clocks: Iterable[Clock], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for clock in clocks:
            self.fields[clock.kind.value] = forms.IntegerField(
                label=str(KEPT_WORDS[clock.kind]),
                min_value=clock.fewest,
                max_value=clock.most,
                initial=clock.days,
            )
