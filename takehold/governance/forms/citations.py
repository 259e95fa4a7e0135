"""What a directive cites."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.governance.facts.citations import Offer


class CiteForm(forms.Form):
    """One of what is offered."""

    ref = forms.ChoiceField(
        label=lazy("What does it rest on, or what was tried before?"), widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offers: Iterable[Offer], **options: Any) -> None:
        """``offers``: what can be cited."""
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["ref"]).choices = [(each.ref, each.seen) for each in offers]
