"""Ten things on which it hangs whether a change lasts, each with a level or "I cannot say"."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.bridge.queries.lasting_words import FACTORS, LEVELS

CANNOT_SAY: Final = "0"
CHOICES: Final = [*((str(level), words) for level, words in LEVELS.items()), (CANNOT_SAY, lazy("I cannot say"))]  # fmt: skip


class RatingForm(forms.Form):
    """One field a factor."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """The fields in the order of the factors."""
        super().__init__(*args, **more)
        for key, (_short, sentence) in FACTORS.items():
            self.fields[key] = forms.ChoiceField(label=sentence, choices=CHOICES, widget=forms.RadioSelect)

    def levels(self) -> dict[str, int]:
        """The levels by factor, once valid, without those of which one cannot say."""
        return {key: int(level) for key, level in self.cleaned_data.items() if level != CANNOT_SAY}
