""" "You said, we did" or "we did not, because": a few lines, each with what was said and what became of it."""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as lazy

LINES: Final = 4


class LineForm(forms.Form):
    """One line."""

    said = forms.CharField(
        label=lazy("You said"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    done = forms.ChoiceField(
        label=lazy("And"),
        choices=(("yes", lazy("we did")), ("no", lazy("we did not, because"))),
        required=False,
    )
    answer = forms.CharField(
        label=lazy("What we did, or why not"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def lines(post: QueryDict | None) -> list[LineForm]:
    """The empty lines of the page, or those that were sent."""
    return [LineForm(post, prefix=f"line-{n}") for n in range(LINES)]


def said(forms_of_lines: list[LineForm]) -> list[tuple[str, bool, str]] | None:
    """What was written; None where something is too long."""
    if not all(form.is_valid() for form in forms_of_lines):
        return None
    rows = [form.cleaned_data for form in forms_of_lines]
    return [(row["said"], row["done"] != "no", row["answer"]) for row in rows]
