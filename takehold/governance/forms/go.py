"""Saying that a change goes live for a group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.governance.facts.go import GroupGo
from takehold.initiatives.forms.dates import DayField


class GoForm(forms.Form):
    """For which group, on which day; and why all the same, where something is missing."""

    group = forms.TypedChoiceField(label=lazy("For which group?"), coerce=int)
    on = DayField(label=lazy("Goes live on"))
    reason = forms.CharField(
        label=lazy("If something is missing: why can it not wait?"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("The council reads this, with what was missing. It stays on record."),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Iterable[GroupGo], **options: Any) -> None:
        """``groups``: those for which nothing was said yet."""
        super().__init__(*args, **options)
        choices = [(str(each.number), each.name) for each in groups if each.go is None]
        cast(forms.TypedChoiceField, self.fields["group"]).choices = choices
