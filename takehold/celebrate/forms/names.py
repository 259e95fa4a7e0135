"""Asking somebody whether they may be named, and the answer."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.initiatives.forms.changes import Find, PersonField


class AskForm(forms.Form):
    """Who did what."""

    person = PersonField(label=lazy("Who?"))
    deed = forms.CharField(
        label=lazy("What did this person do?"),
        max_length=300,
        help_text=lazy(
            "It goes on after the name: “showed the short form to everybody after three nights”. The person reads it first."
        ),
    )

    def __init__(self, *args: Any, find: Find, **options: Any) -> None:
        """``find``: the persons that a typed name can mean."""
        super().__init__(*args, **options)
        cast(PersonField, self.fields["person"]).find = find
