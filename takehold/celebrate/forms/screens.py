"""A screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.initiatives.queries.names import ChangeName


class ScreenForm(forms.Form):
    """Where it hangs and what it shows."""

    name = forms.CharField(
        label=lazy("Where does it hang?"), max_length=100, help_text=lazy("“Corridor, first floor”. Those who walk by read it.")
    )  # fmt: skip
    change = forms.ChoiceField(label=lazy("What does it show?"), required=False)

    def __init__(self, *args: Any, changes: Iterable[ChangeName], whole: bool, **options: Any) -> None:
        """``changes``: those one leads; ``whole``: whether the house may be chosen."""
        super().__init__(*args, **options)
        house = [("", lazy("the wins of all changes"))] if whole else []
        field = cast(forms.ChoiceField, self.fields["change"])
        field.choices = [*house, *((each.slug, each.name) for each in changes)]
        field.required = not whole
