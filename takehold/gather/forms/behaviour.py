"""A behaviour of one's own: a chance when ..., the new way when ..., the old way when ..., and the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from takehold.evidence.facts import READY_MADE, Behaviour, Condition, Shape, Test
from takehold.evidence.of_persons import names_persons
from takehold.gather.facts import Sample

OPS: Final = (
    ("is", gettext_lazy("is")),
    ("in", gettext_lazy("is one of")),
    ("not", gettext_lazy("is not")),
    ("not_in", gettext_lazy("is none of")),
    ("at_least", gettext_lazy("is at least")),
    ("at_most", gettext_lazy("is at most")),
    ("present", gettext_lazy("is filled in")),
    ("missing", gettext_lazy("is empty")),
)
WITHOUT_VALUE: Final = ("present", "missing")
NUMBERS: Final = ("at_least", "at_most")
LISTS: Final = ("in", "not_in")
ROWS: Final = {"chance": 3, "new": 3, "old": 2}
LONGEST_KEY: Final = 80


class OwnBehaviourForm(forms.Form):
    """Three groups of tests; within a group all must hold. Empty rows are left out."""

    name = forms.CharField(
        label=gettext_lazy("What should people do?"),
        max_length=160,
        help_text=gettext_lazy(
            "One sentence that is seen to be true or not, such as: the priority is confirmed before an incident is resolved."
        ),
        error_messages={"required": gettext_lazy("Say in a sentence what people should do.")},
    )
    once = forms.BooleanField(
        label=gettext_lazy("Count each ticket or case once"), required=False, initial=True
    )
    target = forms.IntegerField(
        label=gettext_lazy("Target, in per cent"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=gettext_lazy(
            "The share that was agreed. Without one the verdict stays “cannot tell”, and the history is shown."
        ),
    )

    def __init__(
        self, *args: Any, sample: Sample, shape: Shape, team: str | None = None, **kwargs: Any
    ) -> None:
        """Args: the sample whose columns may be tested, what one row is, and the team's column: no chance is of one."""
        super().__init__(*args, **kwargs)
        self.shape = shape
        testable = [name for name in sample.names if not names_persons(name)]
        if shape is Shape.VALUES:
            self._ask_for_a_figure()
        for group, rows in ROWS.items() if shape not in READY_MADE else ():
            names = [name for name in testable if group != "chance" or name not in (team, "team")]
            columns = [("", _("choose a column")), *((name, name) for name in names)]
            for row in range(rows):
                self.fields[f"{group}-{row}-column"] = forms.ChoiceField(
                    label=_("column"), choices=columns, required=False
                )
                self.fields[f"{group}-{row}-op"] = forms.ChoiceField(
                    label=_("comparison"), choices=OPS, required=False
                )
                self.fields[f"{group}-{row}-value"] = forms.CharField(
                    label=_("value"),
                    required=False,
                    max_length=300,
                    widget=forms.TextInput(attrs={"list": "values", "autocomplete": "off"}),
                )

    def _ask_for_a_figure(self) -> None:
        """A figure from elsewhere has no target: it is no share."""
        del self.fields["target"]
        self.fields["name"].label = _("What is the figure called?")
        self.fields["name"].help_text = _(
            "As people call it, such as: minutes from admission to the list of medicines."
        )
        self.fields["unit"] = forms.CharField(
            label=_("Measured in"), required=False, max_length=40, help_text=_("Such as minutes, days or %.")
        )
        ways = [("", _("neither, or it depends")), ("lower", _("lower")), ("higher", _("higher"))]
        self.fields["better"] = forms.ChoiceField(label=_("Which is better?"), choices=ways, required=False)

    def group(self, name: str) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The rows of a group, each as column, comparison, value."""
        return [
            (self[f"{name}-{row}-column"], self[f"{name}-{row}-op"], self[f"{name}-{row}-value"])
            for row in range(ROWS[name])
        ]

    @property
    def chance_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Rows of “it is a chance when”."""
        return self.group("chance")

    @property
    def new_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Rows of “done the new way when”."""
        return self.group("new")

    @property
    def old_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Rows of “done the old way when”."""
        return self.group("old")

    def clean(self) -> dict[str, Any]:
        """Every begun row is whole, and the new way is said."""
        data = super().clean() or self.cleaned_data
        if self.shape in READY_MADE:
            return data
        for group in ROWS:
            data[group] = self._tests(group, data)
        if not data["new"] and not any(name.startswith("new-") for name in self.errors):
            self.add_error("new-0-column", _("Say how the new way shows: choose a column and a value."))
        return data

    def behaviour(self, taken: Sequence[str]) -> Behaviour:
        """The behaviour that was described, its key none of ``taken``."""
        data = self.cleaned_data
        target = data.get("target")
        if self.shape is Shape.VALUES:
            return Behaviour(
                key=free_key(data["name"], taken),
                name=data["name"],
                per="report",
                unit=data["unit"],
                better=data["better"],
            )
        counts = self.shape is Shape.COUNTS
        return Behaviour(
            key=free_key(data["name"], taken),
            name=data["name"],
            opportunity=Condition() if counts else Condition(tuple(data["chance"])),
            new_way=None if counts else Condition(tuple(data["new"])),
            old_way=None if counts or not data["old"] else Condition(tuple(data["old"])),
            once_per="case" if data.get("once") and self.shape is Shape.EVENTS else None,
            target=target / 100 if target else None,
        )

    def _tests(self, group: str, data: dict[str, Any]) -> list[Test]:
        found = []
        for row in range(ROWS[group]):
            column, value = data.get(f"{group}-{row}-column"), str(data.get(f"{group}-{row}-value") or "")
            op = data.get(f"{group}-{row}-op") or "is"
            if not column:
                if value:
                    self.add_error(f"{group}-{row}-column", _("Choose the column that holds “%s”.") % value)
                continue
            test = self._test(f"{group}-{row}-value", column, op, value)
            if test is not None:
                found.append(test)
        return found

    def _test(self, field: str, column: str, op: str, value: str) -> Test | None:
        if op in WITHOUT_VALUE:
            return Test(column, op)
        if not value:
            self.add_error(field, _("Write the value that “%s” should have.") % column)
            return None
        if op in NUMBERS:
            try:
                return Test(column, op, float(value) if "." in value else int(value))
            except ValueError:
                self.add_error(field, _("“At least” and “at most” need a number, such as 5."))
                return None
        if op in LISTS:
            values = tuple(part.strip() for part in value.split(",") if part.strip())
            return Test(column, op, values) if values else None
        return Test(column, op, value)


def free_key(name: str, taken: Sequence[str]) -> str:
    """A key made of the name that is not in use."""
    base = slugify(name)[: LONGEST_KEY - 4].strip("-_").replace("_", "-") or "behaviour"
    base = "-".join(part for part in base.split("-") if part)
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key
