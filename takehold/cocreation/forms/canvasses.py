"""Whom people turn to: what is asked, and whom one names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.analysis.influence import MOST_NAMED
from takehold.cocreation.facts.canvasses import Naming
from takehold.initiatives.forms.dates import DayField


class CanvassForm(forms.Form):
    """What is asked, for which change, until when. ``changes``: those one may ask for, by (slug, name)."""

    change = forms.ChoiceField(label=lazy("For which change?"))
    question = forms.CharField(
        label=lazy("What is the question?"),
        max_length=200,
        help_text=lazy(
            "About help, never about opinions: “Whom do you ask when something about the new way is unclear?”"
        ),
    )
    closes_on = DayField(label=lazy("Until when?"))

    def __init__(self, *args: Any, changes: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["change"].choices = list(changes)  # type: ignore[attr-defined]


class NamingForm(forms.Form):
    """At most five colleagues."""

    whom1 = forms.CharField(label=lazy("First colleague"), required=False, max_length=200)
    whom2 = forms.CharField(label=lazy("Second colleague"), required=False, max_length=200)
    whom3 = forms.CharField(label=lazy("Third colleague"), required=False, max_length=200)
    whom4 = forms.CharField(label=lazy("Fourth colleague"), required=False, max_length=200)
    whom5 = forms.CharField(label=lazy("Fifth colleague"), required=False, max_length=200)
    nobody = forms.BooleanField(label=lazy("I turn to nobody"), required=False)
    willing = forms.BooleanField(
        label=lazy("If many turn to me, my name may be told"),
        required=False,
        help_text=lazy("Not ticked, nobody reads it. You can take it back at any time, also afterwards."),
    )

    def clean(self) -> dict[str, Any]:
        """Somebody or nobody, not neither."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("nobody") and not any(self.names()):
            self.add_error(
                "whom1", forms.ValidationError(lazy("Name somebody, or tick that you turn to nobody."))
            )
        return data

    def names(self) -> tuple[str, ...]:
        """What was typed, field by field; none where one turns to nobody."""
        if self.cleaned_data.get("nobody"):
            return ()
        return tuple(self.cleaned_data.get(f"whom{at}", "") for at in range(1, MOST_NAMED + 1))

    def said(self) -> Naming:
        """The answer, once valid."""
        return Naming(self.names(), self.cleaned_data["willing"])


def begun(own: tuple[str, ...] | None, willing: bool) -> dict[str, object]:
    """What one answered before, for the form."""
    names = {f"whom{at}": name for at, name in enumerate(own or (), start=1)}
    return {**names, "willing": willing, "nobody": own == ()}
