"""The plan of a survey on one page, filled in beforehand: name, ready questions, whom, what is promised, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.gather.facts.surveys import LANGUAGES, Moment, Plan, Ready, Survey
from takehold.gather.queries.survey_templates import OWN
from takehold.initiatives.forms.teams import TeamsForm
from takehold.people.facts import TeamFact

PROMISES = (
    ("confidential", lazy("confidential – everybody gets an own link; results only of groups")),
    ("anonymous", lazy("anonymous – everybody uses the same link; results of the whole only")),
    ("named", lazy("with names – each answer carries its name")),
)
TREES = (("team", lazy("by team")), ("role", lazy("by role")))
CHANNELS = (
    ("link", lazy("a link to pass on")),
    ("poster", lazy("a poster with a QR code")),
    ("kiosk", lazy("a kiosk: a tablet that returns to its start by itself")),
)
SMALLEST = tuple((n, str(n)) for n in (5, 6, 8, 10, 15, 20))
SMALLEST_COMMENTS = tuple((n, str(n)) for n in (10, 15, 20, 30))


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """As browsers want it."""
        return value.isoformat() if isinstance(value, date) else value


class PlanForm(TeamsForm):
    """Everything has a value already, so that a plan can be saved at once."""

    title = forms.CharField(label=lazy("Name"), max_length=200)
    template = forms.ChoiceField(label=lazy("Questions"), widget=forms.RadioSelect)
    opens_on = forms.DateField(label=lazy("Opens on"), widget=DayInput, input_formats=["%Y-%m-%d"])
    closes_on = forms.DateField(
        label=lazy("Last day"), widget=DayInput, input_formats=["%Y-%m-%d"],
        help_text=lazy("Results are made once, the night after. Nobody sees any before."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=lazy("Languages"), choices=tuple(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )
    promise = forms.ChoiceField(
        label=lazy("What is promised"), choices=PROMISES, widget=forms.RadioSelect,
        help_text=lazy("It stands before the first question and cannot be weakened once the survey is open."),
    )  # fmt: skip
    tree = forms.ChoiceField(label=lazy("Results are grouped"), choices=TREES, widget=forms.RadioSelect)
    k_scores = forms.TypedChoiceField(label=lazy("Smallest group"), choices=SMALLEST, coerce=int)
    k_comments = forms.TypedChoiceField(
        label=lazy("Smallest group for free lines"), choices=SMALLEST_COMMENTS, coerce=int
    )
    channels = forms.MultipleChoiceField(
        label=lazy("Also open to whoever passes by"), choices=CHANNELS, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("For people without e-mail. These answers are told apart from the others."),
    )  # fmt: skip
    teams = forms.TypedMultipleChoiceField(
        label=lazy("Only these teams"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Nothing ticked: everybody whom the change is for."),
    )  # fmt: skip
    moment = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, ready: Iterable[Ready], teams: Iterable[TeamFact], own: bool = False, **options: Any
    ) -> None:
        """Args: ``own``: the questions are the survey's own, taken from a file."""
        super().__init__(*args, teams=teams, **options)
        choices = [(each.key, f"{each.name}: {each.purpose}") for each in ready]
        kept = [(OWN, lazy("The questions this survey has now"))] if own else []
        self.fields["template"].choices = [*kept, *choices]  # type: ignore[attr-defined]

    def said(self) -> Plan:
        """What was planned."""
        data = self.cleaned_data
        return Plan(
            title=data["title"],
            template=data["template"],
            moment=data["moment"] or "own",
            languages=tuple(data["languages"]),
            promise=data["promise"],
            tree=data["tree"],
            opens_on=data["opens_on"],
            closes_on=data["closes_on"],
            team_ids=frozenset(data["teams"]),
            channels=tuple(data["channels"]),
            k_scores=data["k_scores"],
            k_comments=data["k_comments"],
        )


def from_moment(moment: Moment, title: str, language: str) -> Mapping[str, Any]:
    """What the form begins with for a moment of the calendar."""
    return {
        "title": title,
        "template": moment.template,
        "opens_on": moment.opens_on,
        "closes_on": moment.closes_on,
        "languages": [language],
        "promise": "confidential",
        "tree": "team",
        "k_scores": 5,
        "k_comments": 10,
        "moment": moment.key,
    }


def from_survey(survey: Survey) -> Mapping[str, Any]:
    """What the form begins with for a plan that is there."""
    return {
        "title": survey.title,
        "template": survey.template,
        "opens_on": survey.opens_on,
        "closes_on": survey.closes_on,
        "languages": list(survey.languages),
        "promise": survey.promise,
        "tree": survey.tree,
        "k_scores": survey.k_scores,
        "k_comments": survey.k_comments,
        "channels": list(survey.channels),
        "teams": sorted(survey.team_ids),
        "moment": survey.moment,
        "version": survey.version,
    }
