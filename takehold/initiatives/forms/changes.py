"""A change: name, why, for whom, who leads, sponsors and co-owns it, since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.initiatives.facts import Initiative, InitiativeInput
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.forms.teams import Branch, TeamsForm, branches
from takehold.people.facts import PersonFact, TeamFact

Find = Callable[[str], tuple[PersonFact, ...]]


class PersonField(forms.CharField):
    """A person by name. With ten thousand people no list is long enough: one types, the server looks."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"list": "known-people", "autocomplete": "off"}))
        options.setdefault("max_length", 250)
        super().__init__(**options)
        self.find: Find = lambda text: ()

    def clean(self, value: Any) -> Any:
        """The person's id, or None where nothing was typed."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = self.find(text)
        if len(found) == 1:
            return found[0].id
        if not found:
            raise forms.ValidationError(
                _("Nobody of that name is known here. People are brought in under Teams.")
            )
        names = ", ".join(f"{each.name} ({each.key})" for each in found[:5])
        raise forms.ValidationError(_("Who is meant? Type one of: %(names)s") % {"names": names})


class ChangeForm(TeamsForm):
    """Everything about a change that fits on one page."""

    name = forms.CharField(
        label=lazy("What is to be done differently?"),
        max_length=200,
        help_text=lazy("As people would say it: “Handover in the record, not on paper”."),
    )
    reasons = forms.CharField(
        label=lazy("Why is it done?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("One to three reasons, one a line. They stand first on the page of the change."),
    )
    lead = PersonField(label=lazy("Who leads it?"), required=False)
    sponsor = PersonField(label=lazy("Who sponsors it?"), required=False)
    co_owner = PersonField(
        label=lazy("Which operational leader co-owns it?"),
        required=False,
        help_text=lazy("May stay empty while you try; the page of the change then says so."),
    )
    go_live = DayField(
        label=lazy("Since when?"),
        required=False,
        help_text=lazy(
            "The day on which it began for everybody. Days of single teams can be set afterwards."
        ),
    )
    teams = forms.MultipleChoiceField(
        label=lazy("For which teams?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Nothing ticked: for everybody. A team includes those below it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, teams: Iterable[TeamFact], find: Find, **options: Any) -> None:
        super().__init__(*args, teams=teams, **options)
        for name in ("lead", "sponsor", "co_owner"):
            cast(PersonField, self.fields[name]).find = find

    def said(self, was: Initiative | None = None) -> InitiativeInput:
        """What was typed, with the single teams' days that stand on another page."""
        data = self.cleaned_data
        return InitiativeInput(
            name=data["name"],
            reasons=tuple(line.strip() for line in data["reasons"].splitlines() if line.strip()),
            lead_id=data["lead"],
            sponsor_id=data["sponsor"],
            co_owner_id=data["co_owner"],
            team_ids=frozenset(int(team) for team in data["teams"]),
            go_live=data["go_live"],
            team_go_lives=was.team_go_lives if was is not None else (),
        )


class GoLiveForm(forms.Form):
    """A day for each team that began on another day than the rest."""

    def __init__(self, *args: Any, teams: Iterable[TeamFact], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = tuple(teams)
        for team in self.known:
            self.fields[f"team-{team.id}"] = DayField(label=team.name, required=False)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The teams with their days, as typed or as they are."""
        wrong = {
            int(name.removeprefix("team-")): tuple(map(str, errors)) for name, errors in self.errors.items()
        }
        days = ((team.id, self.data if self.is_bound else self.initial) for team in self.known)
        said = {team: str(known.get(f"team-{team}") or "") for team, known in days}
        return branches(self.known, said, wrong)

    def days(self) -> tuple[tuple[int, date], ...]:
        """Team ids and their days, where one was given."""
        return tuple(
            (int(name.removeprefix("team-")), day)
            for name, day in self.cleaned_data.items()
            if day is not None
        )


def initial(fact: Initiative) -> dict[str, Any]:
    """A change as the form shows it."""
    return {
        "name": fact.name,
        "reasons": "\n".join(fact.reasons),
        "lead": fact.lead.name if fact.lead else "",
        "sponsor": fact.sponsor.name if fact.sponsor else "",
        "co_owner": fact.co_owner.name if fact.co_owner else "",
        "go_live": fact.go_live,
        "teams": [str(team) for team in fact.team_ids],
        "version": fact.version,
    }
