"""Stepping forward, hours, inviting, thanking, and which shifts are worked."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.bridge.facts.champions import GroupCover, OwnPart, Shift, StepInput
from takehold.bridge.queries.shift_words import SHIFTS
from takehold.gaps.facts import Group
from takehold.initiatives.forms.changes import Find, PersonField
from takehold.initiatives.forms.dates import DayField

HALF = Decimal("0.5")


class StepForm(forms.Form):
    """For which own team, on which shifts, until when."""

    team = forms.TypedChoiceField(label=lazy("For which team of yours?"), coerce=int)
    shifts = forms.MultipleChoiceField(
        label=lazy("When can you be asked?"),
        choices=list(SHIFTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = DayField(
        label=lazy("Until when?"),
        required=False,
        help_text=lazy("May stay open; you can step back at any time."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, teams: Iterable[tuple[int, str]], **options: Any) -> None:
        """``teams``: the person's own, (number, name)."""
        super().__init__(*args, **options)
        cast(forms.TypedChoiceField, self.fields["team"]).choices = list(teams)

    def said(self) -> StepInput:
        """What was said, once valid."""
        data = self.cleaned_data
        return StepInput(data["team"], tuple(map(Shift, data["shifts"])), data["until"])


def begun(mine: OwnPart | None) -> dict[str, object]:
    """One's own part as it stands, for its form."""
    if mine is None:
        return {"version": 0}
    return {
        "team": mine.team_id, "shifts": [each.value for each in mine.shifts], "until": mine.until if mine.serves else None,
        "version": mine.version,
    }  # fmt: skip


class HoursForm(forms.Form):
    """The hours of one day, in halves."""

    on = DayField(label=lazy("Which day?"))
    hours = forms.DecimalField(
        label=lazy("How many hours?"),
        min_value=0,
        max_value=24,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
        help_text=lazy("In half hours: 0.5, 1, 1.5 … None takes the day away again."),
    )

    def clean_hours(self) -> Decimal:
        """Whole halves only."""
        hours: Decimal = self.cleaned_data["hours"]
        if hours % HALF:
            raise forms.ValidationError(lazy("Say it in half hours, at most a day: 0.5, 1, 1.5 …"))
        return hours

    @property
    def halves(self) -> int:
        """Half hours, once valid."""
        return int(self.cleaned_data["hours"] / HALF)


class InviteForm(forms.Form):
    """Somebody by name."""

    person = PersonField(
        label=lazy("Whom do you want to ask?"),
        help_text=lazy(
            "Somebody of whom you know that colleagues ask them anyway. Only their own yes makes them a champion."
        ),
    )

    def __init__(self, *args: Any, find: Find, **options: Any) -> None:
        """``find``: the persons that a typed name can mean."""
        super().__init__(*args, **options)
        cast(PersonField, self.fields["person"]).find = find


class ThanksForm(forms.Form):
    """To one of the champions that one can ask."""

    champion = forms.TypedChoiceField(label=lazy("To whom?"), coerce=int)
    text = forms.CharField(
        label=lazy("What for?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("Only this person reads it, with your name."),
    )

    def __init__(self, *args: Any, groups: Iterable[GroupCover], **options: Any) -> None:
        """``groups``: with the champions in them."""
        super().__init__(*args, **options)
        every = {
            each.id: f"{each.name} – {unit.name}"
            for unit in groups
            for each in unit.champions
            if not each.mine
        }
        cast(forms.TypedChoiceField, self.fields["champion"]).choices = list(every.items())


class ShiftForm(forms.Form):
    """Which groups work a shift."""

    shift = forms.ChoiceField(label=lazy("Which shift?"), choices=list(SHIFTS.items()))
    worked = forms.TypedChoiceField(
        label=lazy("Is it worked?"),
        choices=[("yes", lazy("yes")), ("no", lazy("no, or it is not said"))],
        coerce=lambda said: said == "yes",
    )
    groups = forms.TypedMultipleChoiceField(
        label=lazy("By which groups? Leave all empty for every group."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, groups: Iterable[Group], **options: Any) -> None:
        """``groups``: that the change is for."""
        super().__init__(*args, **options)
        cast(forms.TypedMultipleChoiceField, self.fields["groups"]).choices = [
            (each.number, each.name) for each in groups
        ]
