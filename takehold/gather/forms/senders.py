"""Making a sender: what the system is called, and for which change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SenderForm(forms.Form):
    """Name and change."""

    name = forms.CharField(label=_("What do you call this system?"), max_length=200)
    change = forms.ChoiceField(label=_("For which change?"))

    def __init__(self, *args: Any, changes: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        change = self.fields["change"]
        assert isinstance(change, forms.ChoiceField)  # noqa: S101
        change.choices = list(changes)
