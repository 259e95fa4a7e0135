"""A directive as it is typed, what becomes of it, and a shift that read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.governance.facts.directives import DirectiveInput
from takehold.governance.queries.directive_words import GROUNDS, NEITHER, NEITHER_WORD, SHIFT_WORDS
from takehold.governance.queries.directives import OFFICES
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.forms.teams import TeamsForm
from takehold.initiatives.queries.names import ChangeName

USUAL: Final = timedelta(weeks=12)
"""Until when it holds unless somebody says otherwise."""
TURNS: Final[Mapping[str, Any]] = {
    "issue": lazy("Issue it: everybody it is for is told at once"),
    "drop": lazy("Drop it: nobody is told"),
    "keep": lazy("It was reviewed and is still needed"),
    "lift": lazy("Lift it: it binds nobody any more"),
}


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DirectiveForm(TeamsForm):
    """A directive: what, on which ground, what was tried before, for whom, until when, who reviews it."""

    title = forms.CharField(
        label=lazy("What must be done, in a few words?"), max_length=160,
        help_text=lazy("“Two people check every dose”. This stands on the notice in large letters."),
    )  # fmt: skip
    what = forms.CharField(label=lazy("What exactly, and from when?"), max_length=1000, widget=_lines(3))
    ground = forms.ChoiceField(
        label=lazy("On which ground?"),
        choices=[*GROUNDS.items(), (NEITHER, NEITHER_WORD)],
        widget=forms.RadioSelect,
    )
    rests_on = forms.CharField(label=lazy("Which law, or which hazard?"), max_length=300)
    evidence = forms.CharField(
        label=lazy("What shows it?"), max_length=500, widget=_lines(2),
        help_text=lazy("An entry in a register, a letter, a count: so that others can look it up."),
    )  # fmt: skip
    evidence_link = forms.CharField(
        label=lazy("Where can it be read? (address)"), max_length=300, required=False
    )
    persuaded = forms.CharField(
        label=lazy("What did you try before ordering it?"), max_length=1000, widget=_lines(2), required=False
    )
    no_time = forms.CharField(
        label=lazy("If nothing: why was there no time?"), max_length=500, widget=_lines(2), required=False
    )
    teams = forms.MultipleChoiceField(
        label=lazy("For which teams?"), required=False,
        help_text=lazy("A team includes those below it. Leave all empty for everybody."),
    )  # fmt: skip
    expires_on = DayField(
        label=lazy("Until when?"),
        help_text=lazy("It lapses then, unless it is reviewed before. A year at most."),
    )
    office = forms.ChoiceField(label=lazy("From which office?"))
    reviewer = forms.ChoiceField(label=lazy("Which office reviews it?"), choices=[*OFFICES.items()])
    change = forms.ChoiceField(label=lazy("Is it for a change?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, offices: Iterable[str], changes: Iterable[ChangeName], **options: Any
    ) -> None:
        """``offices``: those the writer holds. ``changes``: those that can be named."""
        super().__init__(*args, **options)
        mine = [(each, OFFICES[each]) for each in offices]
        cast(forms.ChoiceField, self.fields["office"]).choices = mine
        named = [(each.slug, each.name) for each in changes if not each.ended]
        cast(forms.ChoiceField, self.fields["change"]).choices = [("", "–"), *named]

    def said(self) -> DirectiveInput:
        """The directive, once valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return DirectiveInput(**{**data, "teams": frozenset(int(team) for team in data["teams"])})


def blank(offices: Iterable[str], on: date) -> dict[str, Any]:
    """What stands in an empty form: twelve weeks, reviewed by the first office that is not the writer's."""
    mine = tuple(offices)
    other = next((each for each in OFFICES if each not in mine[:1]), "")
    return {"expires_on": on + USUAL, "office": mine[0] if mine else "", "reviewer": other}


def initial(said: DirectiveInput, version: int) -> dict[str, Any]:
    """A directive as it stands, for its form."""
    names = ("title", "what", "ground", "rests_on", "evidence", "evidence_link", "persuaded", "no_time", "expires_on",
             "office", "reviewer", "change")  # fmt: skip
    found = {name: getattr(said, name) for name in names}
    return {**found, "teams": [str(team) for team in said.teams], "version": version}


class DirectiveTurnForm(forms.Form):
    """What becomes of it."""

    event = forms.ChoiceField(label=lazy("What becomes of it?"), widget=forms.RadioSelect)
    until = DayField(label=lazy("Reviewed: until when does it hold now?"), required=False)
    reason = forms.CharField(
        label=lazy("Why?"), max_length=500, widget=_lines(2), required=False,
        help_text=lazy("For a review and for lifting it. Everybody who was told reads it."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, events: Iterable[str], **options: Any) -> None:
        """``events``: what may happen now."""
        super().__init__(*args, **options)
        kept = list(events)
        cast(forms.ChoiceField, self.fields["event"]).choices = [(each, TURNS[each]) for each in kept]
        if "keep" not in kept:
            del self.fields["until"]


class ShiftForm(forms.Form):
    """How many of a shift read it."""

    team = forms.TypedChoiceField(label=lazy("Of which team?"), coerce=int)
    on = DayField(label=lazy("On which day?"))
    shift = forms.ChoiceField(label=lazy("Which shift?"), choices=[*SHIFT_WORDS.items()])
    people = forms.IntegerField(
        label=lazy("How many people read it?"), min_value=1, max_value=500,
        help_text=lazy("A number, no names. Whoever was in two shifts may be counted twice."),
    )  # fmt: skip

    def __init__(self, *args: Any, teams: Iterable[tuple[int, str]], **options: Any) -> None:
        """``teams``: those of the leader."""
        super().__init__(*args, **options)
        cast(forms.TypedChoiceField, self.fields["team"]).choices = [(str(at), name) for at, name in teams]
