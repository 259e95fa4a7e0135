"""A process rule of one's own: what must, may and must never happen in a case, in words, over the steps of the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from takehold.evidence.facts import ORDERED_KINDS, Behaviour, Rule
from takehold.evidence.recipe.spans import UNITS
from takehold.gather.facts import ValueCount
from takehold.gather.forms.behaviour import free_key

ROWS: Final = 6
ALONE: Final = ("init", "end", "existence", "absence")
COUNTED: Final = ("existence", "absence")
KINDS: Final[tuple[tuple[Promise, tuple[tuple[str, Promise], ...]], ...]] = (
    (gettext_lazy("one step"), (
        ("init", gettext_lazy("starts with A")),
        ("end", gettext_lazy("ends with A")),
        ("existence", gettext_lazy("A at least so many times")),
        ("absence", gettext_lazy("A fewer than so many times")),
    )),
    (gettext_lazy("one after the other"), (
        ("precedence", gettext_lazy("B only after A")),
        ("response", gettext_lazy("after A comes B, sooner or later")),
        ("succession", gettext_lazy("after A comes B, and B only after A")),
        ("alternate-precedence", gettext_lazy("before each B an A of its own")),
        ("alternate-response", gettext_lazy("after each A comes B before the next A")),
        ("alternate-succession", gettext_lazy("A and B take turns")),
        ("chain-precedence", gettext_lazy("B only directly after A")),
        ("chain-response", gettext_lazy("directly after A comes B")),
        ("chain-succession", gettext_lazy("A and B only directly one after the other")),
    )),
    (gettext_lazy("never, or only one of them"), (
        ("not-succession", gettext_lazy("after A never B")),
        ("not-coexistence", gettext_lazy("never both A and B")),
        ("exclusive-choice", gettext_lazy("either A or B, not both")),
    )),
)  # fmt: skip
SPANS: Final = (
    ("d", gettext_lazy("days")),
    ("h", gettext_lazy("hours")),
    ("m", gettext_lazy("minutes")),
    ("w", gettext_lazy("weeks")),
)


class RulesForm(forms.Form):
    """Up to six rules; a case is done the new way when none is broken. Empty lines are left out."""

    name = forms.CharField(
        label=gettext_lazy("What should people do?"),
        max_length=160,
        help_text=gettext_lazy("One sentence, such as: tickets climb the support lines one by one."),
        error_messages={"required": gettext_lazy("Say in a sentence what people should do.")},
    )
    target = forms.IntegerField(
        label=gettext_lazy("Target, in per cent"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("The share of cases that was agreed to keep all rules."),
    )

    def __init__(
        self, *args: Any, steps: Sequence[ValueCount], whole: bool, columns: Sequence[str] = (), **kwargs: Any
    ) -> None:
        """Args: the steps found in the file, and whether these are all (else others may be typed); the file's columns."""
        super().__init__(*args, **kwargs)
        self.steps = steps
        self.whole = whole
        for row in range(ROWS):
            self.fields[f"rule-{row}-kind"] = forms.ChoiceField(
                label=_("rule"), choices=[("", _("choose a rule")), *KINDS], required=False
            )
            self.fields[f"rule-{row}-a"] = self._step("A")
            self.fields[f"rule-{row}-b"] = self._step("B")
            self.fields[f"rule-{row}-n"] = _number(_("how many times"), most=1000)
            self.fields[f"rule-{row}-within"] = _number(_("within"), most=10_000)
            self.fields[f"rule-{row}-unit"] = forms.ChoiceField(
                label=_("unit of time"), choices=SPANS, required=False
            )
        self.fields["closing"] = self._step(_("A case is over with"))
        self.fields["closing"].help_text = _(
            "Without it a case counts as over when nothing happened in it for four weeks."
        )

        self.fields["kinds"] = forms.ChoiceField(
            label=_("What makes some cases harder than others?"),
            choices=[("", _("all are of one kind")), *((each, each) for each in columns)],
            required=False,
            help_text=_(
                "A column such as urgency or impact. Teams are then compared at an equal mix, so that who gets the hard cases is not blamed for them."
            ),
        )

    @property
    def rows(self) -> list[dict[str, forms.BoundField]]:
        """The lines, each its fields by their short names."""
        parts = ("kind", "a", "b", "n", "within", "unit")
        return [{part: self[f"rule-{row}-{part}"] for part in parts} for row in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        """Every begun line is whole, and there is at least one."""
        data = super().clean() or self.cleaned_data
        found = [self._rule(row, data) for row in range(ROWS)]
        data["rules"] = tuple(rule for rule in found if rule is not None)
        if not data["rules"] and not any(name.startswith("rule-") for name in self.errors):
            self.add_error("rule-0-kind", _("Choose at least one rule."))
        return data

    def behaviour(self, taken: Sequence[str]) -> Behaviour:
        """The behaviour that was described, its key none of ``taken``."""
        data = self.cleaned_data
        return Behaviour(
            key=free_key(data["name"], taken),
            name=data["name"],
            per="case",
            rules=data["rules"],
            closing=(data["closing"],) if data.get("closing") else (),
            kinds=data.get("kinds") or "",
            target=data["target"] / 100 if data.get("target") else None,
        )

    def _step(self, label: str) -> forms.Field:
        if not self.whole:
            widget = forms.TextInput(attrs={"list": "steps", "autocomplete": "off"})
            return forms.CharField(label=label, required=False, max_length=300, widget=widget)
        named = [(step.value, f"{step.value} ({step.rows})") for step in self.steps]
        return forms.ChoiceField(label=label, choices=[("", _("choose a step")), *named], required=False)

    def _rule(self, row: int, data: dict[str, Any]) -> Rule | None:
        field = f"rule-{row}-"
        kind, a, b = (str(data.get(field + part) or "") for part in ("kind", "a", "b"))
        within, times = data.get(field + "within"), data.get(field + "n")
        if not kind:
            if a or b:
                self.add_error(field + "kind", _("Choose the rule for these steps."))
            return None
        problem = _problem(kind, a, b, timed=within is not None)
        if problem is not None:
            self.add_error(field + problem[0], problem[1])
            return None
        return Rule(
            kind=kind,
            a=a,
            b=None if kind in ALONE else b,
            within=within * UNITS[data.get(field + "unit") or "d"] if within else None,
            n=(times or 1) if kind in COUNTED else 1,
        )


def _problem(kind: str, a: str, b: str, *, timed: bool) -> tuple[str, str] | None:
    """What is wrong with a line: the field, and the sentence."""
    if not a:
        return "a", _("Choose step A of this rule.")
    if kind not in ALONE and not b:
        return "b", _("Choose step B of this rule.")
    if kind not in ALONE and a == b:
        return "b", _("A and B are the same step. Choose another one.")
    if timed and kind not in ORDERED_KINDS:
        return "within", _("This rule has no order in time. Leave “within” empty.")
    return None


def _number(label: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=most)
