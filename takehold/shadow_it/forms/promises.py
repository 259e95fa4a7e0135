"""The promise under which departments tell."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.shadow_it.facts.promises import PromiseFact, PromiseInput

AREA: Final = {"rows": 5}


class PromiseForm(forms.Form):
    """The text, what it cannot cover, and where that goes."""

    text = forms.CharField(
        label=lazy("What is promised to a department that tells of its own tool?"),
        max_length=2000,
        widget=forms.Textarea(attrs=AREA),
    )
    limits = forms.CharField(
        label=lazy("What can the promise not cover?"), max_length=1000, widget=forms.Textarea(attrs=AREA)
    )
    report_to = forms.CharField(
        label=lazy("Where must that be reported?"), max_length=300,
        help_text=lazy("A function, with address or telephone: “The data protection office, extension 4410”."),
    )  # fmt: skip

    def said(self) -> PromiseInput:
        """The promise, once valid."""
        return PromiseInput(**self.cleaned_data)


def initial(found: PromiseFact | None) -> dict[str, Any]:
    """The newest version; without one a text to begin with, in the language of who reads."""
    if found is not None:
        said = found.said
        return {"text": said.text, "limits": said.limits, "report_to": said.report_to}
    return {
        "text": _(
            "Nobody is blamed for a tool that a department found for itself. It tells us that ours left a need unmet. Whoever tells us has no disadvantage from it, and nothing is switched off before the need behind it is met."
        ),
        "limits": _(
            "What the law wants reported must still be reported: data of persons that were lost, or that somebody saw who may not. The promise does not cover what harms others on purpose."
        ),
        "report_to": "",
    }
