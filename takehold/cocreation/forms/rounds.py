"""A round: what is asked, what is fixed and open, until when, who decides, and who is invited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.cocreation.facts.rounds import RoundInput
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.forms.teams import TeamsForm


class RoundForm(TeamsForm):
    """Everything about a round. ``changes``: those one may ask for, by (slug, name); none: it stands already."""

    change = forms.ChoiceField(label=lazy("For which change?"))
    question = forms.CharField(
        label=lazy("What is the question?"),
        max_length=300,
        help_text=lazy(
            "A real one, that is still open: “How should handover notes work on nights?” It ends with a question mark."
        ),
    )
    background = forms.CharField(
        label=lazy("What should one know to answer it?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    open = forms.CharField(
        label=lazy("What is open?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("What may really turn out differently because of what people say."),
    )
    fixed = forms.CharField(
        label=lazy("What is fixed?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("Only what safety or law fixes. Leave it empty where nothing is."),
    )
    ground = forms.CharField(
        label=lazy("By what is it fixed?"),
        required=False,
        max_length=300,
        help_text=lazy("The law, the rule or the risk, by name."),
    )
    decides = forms.CharField(
        label=lazy("Who decides in the end?"),
        max_length=200,
        help_text=lazy("A body or a role: “Medical board”. Never a person."),
    )
    how = forms.CharField(
        label=lazy("How is it decided?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy(
            "“What all groups agree on is done, unless it costs more than …; each idea gets its answer by the end of May.”"
        ),
    )
    closes_on = DayField(label=lazy("Until when?"))
    teams = forms.MultipleChoiceField(
        label=lazy("Who is invited?"),
        required=False,
        help_text=lazy("With all below them. None ticked: everybody whom the change is for."),
    )
    drawn = forms.BooleanField(
        label=lazy("Only teams drawn by lot"),
        required=False,
        help_text=lazy(
            "Then it can be compared fairly later: teams that helped to shape it beside teams that did not."
        ),
    )
    lots = forms.IntegerField(label=lazy("How many teams are drawn?"), required=False, min_value=1)
    at_once = forms.BooleanField(
        label=lazy("What people add stands open at once"),
        required=False,
        help_text=lazy("Not ticked: a facilitator lets it in first."),
    )
    pseudonyms = forms.BooleanField(
        label=lazy("One may sign with a name of one's own choice"), required=False
    )
    shared = forms.BooleanField(
        label=lazy("One link for all, without an account"),
        required=False,
        help_text=lazy(
            "For a poster or a chat. Each browser counts as one voter; they are told apart from those invited."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, changes: Iterable[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        offered = list(changes)
        if offered:
            self.fields["change"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["change"]

    def told(self) -> RoundInput:
        """What is asked, once valid."""
        data = self.cleaned_data
        texts = {
            name: data[name]
            for name in ("question", "background", "fixed", "ground", "open", "decides", "how")
        }
        marks = {
            name: data[name] for name in ("pseudonyms", "at_once", "drawn", "lots", "shared", "closes_on")
        }
        return RoundInput(**texts, **marks, teams=tuple(int(each) for each in data["teams"]))


BEGIN = {"at_once": True, "pseudonyms": True}


def initial(said: RoundInput, version: int) -> dict[str, object]:
    """A round as it stands, for its form."""
    names = (
        "question", "background", "fixed", "ground", "open", "decides", "how", "closes_on", "drawn", "lots",
        "at_once", "pseudonyms", "shared",
    )  # fmt: skip
    return {name: getattr(said, name) for name in names} | {
        "teams": [str(each) for each in said.teams], "version": version,
    }  # fmt: skip


class SeedForm(forms.Form):
    """Statements to begin with, one a line."""

    lines = forms.CharField(
        label=lazy("Statements to begin with, one a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2_000_000,
        help_text=lazy(
            "Short ones that somebody can agree or disagree with; also those that you do not share."
        ),
    )


class FacilitatorsForm(forms.Form):
    """Who facilitates beside those who lead."""

    who = forms.CharField(
        label=lazy("Who moderates beside you?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        help_text=lazy("One mail address or key in each line. They must be able to read the change."),
    )


class BringForm(forms.Form):
    """A round that was held elsewhere: what was asked, and its two files."""

    change = forms.ChoiceField(label=lazy("For which change?"))
    question = forms.CharField(label=lazy("What was the question?"), max_length=300)
    decides = forms.CharField(
        label=lazy("Who decides in the end?"),
        max_length=200,
        help_text=lazy("A body or a role: “Medical board”. Never a person."),
    )
    how = forms.CharField(
        label=lazy("How is it decided?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    ended_on = DayField(label=lazy("On which day did it end?"))
    comments = forms.FileField(label=lazy("The statements: comments.csv"))
    votes = forms.FileField(
        label=lazy("The votes: votes.csv or participants-votes.csv"),
        help_text=lazy(
            "As Polis exports them. Voters' numbers are forgotten; only the result is told, as of any round here."
        ),
    )

    def __init__(self, *args: Any, changes: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["change"].choices = list(changes)  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """What is done with a contribution, and why."""

    event = forms.CharField(max_length=20)
    reason = forms.CharField(required=False, max_length=2000)
    into = forms.IntegerField(required=False)


class ForwardForm(forms.Form):
    """Stepping forward."""

    kind = forms.CharField(max_length=10)
    note = forms.CharField(required=False, max_length=2000)
    about = forms.IntegerField(required=False)


class AddForm(forms.Form):
    """Something to add."""

    kind = forms.CharField(max_length=10)
    text = forms.CharField(required=False, max_length=2_000_000, strip=False)
    parent = forms.IntegerField(required=False)
    signed = forms.CharField(required=False, max_length=200)
