"""What is looked for in the playbook."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.bridge.facts import ActionKind, Aim, Barrier, Phase, Setting, Suit, Wanted
from takehold.bridge.queries.words import AIMS, BARRIERS, KINDS, PHASES, SETTINGS, SUITS
from takehold.gaps.facts import Cause
from takehold.gaps.queries.words import CAUSES, choices

ENUMS: Final[Mapping[str, type[StrEnum]]] = {
    "barrier": Barrier, "cause": Cause, "suit": Suit, "phase": Phase, "kind": ActionKind, "setting": Setting, "aim": Aim,
}  # fmt: skip


def _field(label: Any, words: Mapping[StrEnum, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", lazy("any")), *choices(words)])


class WantedForm(forms.Form):
    """What is looked for; every part may stay open."""

    barrier = _field(lazy("What stops people?"), BARRIERS)
    cause = _field(lazy("What is the cause?"), CAUSES)
    suit = _field(lazy("What would help them?"), SUITS)
    phase = _field(lazy("Where is the change?"), PHASES)
    kind = _field(lazy("What kind of thing?"), KINDS)
    setting = _field(lazy("Formal or informal?"), SETTINGS)
    aim = _field(lazy("For today or for tomorrow?"), AIMS)

    def wanted(self) -> Wanted:
        """What is looked for; a word that is none of those offered counts as not said."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name, "") for name in ENUMS}
        return Wanted(**{name: kind(said[name]) for name, kind in ENUMS.items() if said[name]})  # type: ignore[arg-type]
