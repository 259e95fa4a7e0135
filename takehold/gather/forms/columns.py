"""The column mapping as a form: what one row is, which column plays which part, how dates are written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, cast
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from takehold.evidence.facts import READY_MADE, Columns, Format, Recipe, Shape, Source
from takehold.evidence.of_persons import names_persons
from takehold.gather.facts import ColumnSeen, Sample
from takehold.gather.forms import dates

OTHERWISE: Final = "otherwise"
PARTS: Final = {
    Shape.EVENTS: ("case", "activity", "at", "team"),
    Shape.CASES: ("case", "at", "team"),
    Shape.COUNTS: ("team", "period", "done", "of"),
    Shape.VALUES: ("team", "period", "mean"),
}
OPTIONAL: Final = {
    Shape.EVENTS: ("id",),
    Shape.CASES: ("id",),
    Shape.COUNTS: ("old_way",),
    Shape.VALUES: ("n", "sd"),
}
DATED: Final = {Shape.EVENTS: "at", Shape.CASES: "at", Shape.COUNTS: "period", Shape.VALUES: "period"}
SHAPES: Final = (
    (Shape.CASES.value, gettext_lazy("one ticket or case (a list export)")),
    (Shape.EVENTS.value, gettext_lazy("one thing that happened to a ticket or case (a history or log)")),
    (Shape.COUNTS.value, gettext_lazy("ready-made counts of a team for a day, week or month")),
    (Shape.VALUES.value, gettext_lazy("one value of a team for a day, week or month (a performance report)")),
)
LABELS: Final = {
    "case": (gettext_lazy("Number of the ticket or case"), gettext_lazy("What tells one from another.")),
    "activity": (gettext_lazy("What happened"), gettext_lazy("The state or step, such as New or Resolved.")),
    "at": (gettext_lazy("When"), gettext_lazy("The date the figures are told by.")),
    "team": (gettext_lazy("Team"), gettext_lazy("The group that did the work, never a person.")),
    "actor": (
        gettext_lazy("Who did it"),
        gettext_lazy("Becomes a random number that nobody can turn back; people are counted, never listed."),
    ),
    "id": (gettext_lazy("Number of the row"), gettext_lazy("Only if each row has its own.")),
    "period": (gettext_lazy("First day of the period"), gettext_lazy("The day, week or month counted.")),
    "done": (gettext_lazy("Done the new way"), gettext_lazy("How many.")),
    "of": (gettext_lazy("Out of"), gettext_lazy("How many chances there were.")),
    "old_way": (gettext_lazy("Done the old way"), gettext_lazy("How many, where it is known.")),
    "mean": (gettext_lazy("The value"), gettext_lazy("A number, such as a mean or a share in per cent.")),
    "n": (
        gettext_lazy("Of how many"),
        gettext_lazy("Without it the values of several teams cannot be put together."),
    ),
    "sd": (gettext_lazy("Standard deviation"), gettext_lazy("Where it is known.")),
}


class ColumnsForm(forms.Form):
    """Fields for every shape; those of the other shapes are ignored. Build with the sample it speaks of."""

    shape = forms.ChoiceField(label=gettext_lazy("One row is"), choices=SHAPES, widget=forms.RadioSelect)
    dates = forms.ChoiceField(
        label=gettext_lazy("How dates are written"),
        error_messages={"required": gettext_lazy("Say which comes first, the day or the month.")},
    )
    written = forms.CharField(label=gettext_lazy("Written otherwise"), required=False, max_length=40)
    timezone = forms.CharField(
        label=gettext_lazy("Time zone of the times"),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text=gettext_lazy("Where the clock stood, such as Europe/Brussels."),
    )
    missing = forms.CharField(
        label=gettext_lazy("Marks of an empty cell"),
        required=False,
        max_length=200,
        strip=False,
        help_text=gettext_lazy(
            "Separated by commas, such as ?, n/a. A truly empty cell always counts as empty."
        ),
    )

    def __init__(
        self,
        *args: Any,
        sample: Sample,
        zone: str = "UTC",
        recipe: Recipe | None = None,
        persons: bool = False,
        **kwargs: Any,
    ) -> None:
        """Args: the sample, the organisation's zone, what was decided before (else what is proposed), and whether the
        works council agreed that persons become numbers."""
        self.persons = persons
        self.sample = sample
        self.base = recipe or sample.proposed
        self.fresh = recipe is None
        kwargs.setdefault("initial", self._initial(zone))
        super().__init__(*args, **kwargs)
        usable = [name for name in sample.names if not names_persons(name)]
        columns = [("", _("choose a column")), *((name, name) for name in usable)]
        for part in self.parts:
            label, hint = LABELS[part]
            self.fields[part] = forms.ChoiceField(
                label=label,
                help_text=hint,
                choices=[("", _("nobody")), *((name, name) for name in sample.names)]
                if part == "actor"
                else columns,
                required=part in PARTS[self.current_shape],
                error_messages={"required": _("Choose the column for “%s”.") % label},
            )
        date_field = cast(forms.ChoiceField, self.fields["dates"])
        date_field.choices = self._date_choices()

    def needed_fields(self) -> list[forms.BoundField]:
        """The column fields that the shape in hand needs, in reading order."""
        return [self[part] for part in PARTS[self.current_shape]]

    def optional_fields(self) -> list[forms.BoundField]:
        """Those that may be left out."""
        return [self[part] for part in self._optional()]

    def _optional(self) -> tuple[str, ...]:
        follows = self.persons and self.current_shape not in READY_MADE
        return (*OPTIONAL[self.current_shape], *(("actor",) if follows else ()))

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the parts that the shape in hand has."""
        return (*PARTS[self.current_shape], *self._optional())

    @property
    def date_column(self) -> ColumnSeen | None:
        """The column that the shape in hand takes its dates from."""
        return self.sample.column(self[DATED[self.current_shape]].value() or "")

    @property
    def ask_day_month(self) -> bool:
        """Whether day and month cannot be told apart and nobody has said which comes first."""
        column = self.date_column
        return column is not None and len(column.formats) > 1 and not self["dates"].value()

    @property
    def current_shape(self) -> Shape:
        """The shape as posted, else as proposed; cases where neither is known."""
        value = self["shape"].value()
        return Shape(value) if value in set(Shape) else Shape.CASES

    def clean(self) -> dict[str, Any]:
        """No column plays two parts, and dates can be read."""
        data = super().clean() or self.cleaned_data
        used: dict[str, str] = {}
        for part in self.parts:
            column = data.get(part)
            if column and column in used:
                self.add_error(
                    part,
                    _("“%(column)s” is already used for “%(other)s”. Choose another column.")
                    % {"column": column, "other": LABELS[used[column]][0]},
                )
            elif column:
                used[column] = part
        if data.get("dates") == OTHERWISE and dates.pattern_of(data.get("written", "")) is None:
            self.add_error(
                "written", _("Write it with DD, MM and YYYY, and hh, mm, ss for the time: DD/MM/YYYY hh:mm.")
            )
        return data

    def clean_timezone(self) -> str:
        """A zone of the IANA list."""
        zone = str(self.cleaned_data["timezone"]).strip()
        if zone not in available_timezones():
            raise forms.ValidationError(
                _(
                    "“%(zone)s” is not a time zone we know. Write it as area and city, such as Europe/Brussels."
                ),
                params={"zone": zone},
            )
        return ZoneInfo(zone).key

    def recipe(self, renamed: Mapping[str, str]) -> Recipe:
        """The column mapping that was decided. ``renamed``: values of the activity column, old to new."""
        data, shape = self.cleaned_data, self.current_shape
        base = (
            self.base.source
            if self.base
            else Source(Format(self.sample.format), shape, sheet=self.sample.sheet or None)
        )
        source = dataclasses.replace(
            base,
            shape=shape,
            missing=missing_markers(data["missing"]),
            timestamps=self._pattern(),
            timezone=data["timezone"],
        )
        values = {"activity": dict(renamed)} if renamed and shape is Shape.EVENTS else {}
        behaviours = self.base.behaviours if self.base and not self.fresh else ()
        return Recipe(
            source, Columns(**{part: data.get(part) or None for part in self.parts}), behaviours, values
        )

    def _pattern(self) -> str | None:
        chosen = self.cleaned_data["dates"]
        if chosen == OTHERWISE:
            return dates.pattern_of(self.cleaned_data["written"])
        return None if chosen == dates.ISO else str(chosen)

    def _initial(self, zone: str) -> dict[str, Any]:
        if self.base is None:
            return {"timezone": zone, "shape": Shape.CASES.value}
        source, columns = self.base.source, self.base.columns
        column = self.sample.column(getattr(columns, DATED[source.shape]) or "")
        undecided = self.fresh or source.timestamps is None
        asked = undecided and column is not None and len(column.formats) > 1
        only = column.formats[0] if self.fresh and column is not None and column.formats else None
        known = "" if asked else source.timestamps or only or dates.ISO
        return {
            "shape": source.shape.value,
            "timezone": zone if self.fresh and source.timezone == "UTC" else source.timezone,
            "missing": ", ".join(mark for mark in source.missing if mark),
            "dates": known,
            **{part: getattr(columns, part) or "" for part in LABELS},
        }

    def _date_choices(self) -> list[tuple[str, str]]:
        column = self.date_column
        patterns = list(column.formats) if column and column.formats else [dates.ISO]
        known = self.initial.get("dates")
        if known and known not in patterns and not self.is_bound:
            patterns.append(known)
        ask = [("", _("choose: day first or month first?"))] if len(patterns) > 1 else []
        example = column.samples[0] if column and column.samples else ""
        return [
            *ask,
            *((pattern, dates.describe(pattern, example)) for pattern in patterns),
            (OTHERWISE, _("otherwise: I will write it")),
        ]


def missing_markers(text: str) -> tuple[str, ...]:
    """Markers from the comma-separated field, the empty cell always among them."""
    return ("", *dict.fromkeys(mark.strip() for mark in text.split(",") if mark.strip()))


def renamed_values(posted: Mapping[str, str]) -> dict[str, str]:
    """Pairs ``was-N`` / ``now-N`` of a posted form, those left alone or empty excluded."""
    found = {}
    for key, old in posted.items():
        if key.startswith("was-"):
            new = posted.get(f"now-{key[4:]}", "").strip()
            if new and new != old:
                found[old] = new
    return found
