"""A concern, and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.gaps.facts import AnswerInput, ConcernInput, ConcernKind, Source
from takehold.gaps.queries.words import CONCERNS, choices
from takehold.initiatives.forms.dates import DayField


class ConcernForm(forms.Form):
    """A concern."""

    text = forms.CharField(
        label=lazy("What is the concern?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy(
            "As those who have it would say it, without names. Everybody who may read the change reads this."
        ),
    )
    kind = forms.ChoiceField(label=lazy("What is it, as far as you can say?"), choices=choices(CONCERNS))
    unsafe = forms.BooleanField(
        label=lazy("Somebody says that it is wrong or unsafe"),
        required=False,
        help_text=lazy("Then it is answered within two days."),
    )
    due_on = DayField(label=lazy("Answered by"), required=False)
    ref = forms.MultipleChoiceField(
        label=lazy("What does it arise from?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, sources: Iterable[Source], **options: Any) -> None:
        """``sources``: what it can arise from, of one kind."""
        super().__init__(*args, **options)
        field = cast(forms.MultipleChoiceField, self.fields["ref"])
        field.choices = [(each.ref, each.label) for each in sources]

    def said(self, kind: str) -> ConcernInput:
        """The concern, once valid. ``kind``: of the sources that were offered."""
        data = self.cleaned_data
        source = (kind, data["ref"][0]) if data["ref"] else None
        return ConcernInput(
            ConcernKind(data["kind"]), data["text"], data["due_on"], data["unsafe"], source=source,
            also=tuple(data["ref"][1:]),
        )  # fmt: skip


class AnswerForm(forms.Form):
    """The answer to a concern."""

    kind = forms.ChoiceField(label=lazy("What did it turn out to be?"), choices=choices(CONCERNS))
    answer = forms.CharField(
        label=lazy("The answer, for everybody"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("What will be done, or why not. Whoever raised it reads it with the receipt code."),
    )
    told = forms.CharField(
        label=lazy("Who was told of the correction, and how?"),
        max_length=200,
        required=False,
        help_text=lazy("Only where it was a misunderstanding: “all wards, at Monday's handover”."),
    )

    def said(self) -> AnswerInput:
        """The answer, once valid."""
        data = self.cleaned_data
        return AnswerInput(ConcernKind(data["kind"]), data["answer"], data["told"])
