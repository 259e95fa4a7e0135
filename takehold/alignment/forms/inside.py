"""Which teams bring changes, and how a disagreement was resolved."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.people.facts import TeamFact


class TeamsForm(forms.Form):
    """The teams whose people are asked first."""

    teams = forms.TypedMultipleChoiceField(
        label=lazy("Teams that bring changes"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Teams below them are meant as well."),
    )  # fmt: skip

    def __init__(self, *args: object, among: tuple[TeamFact, ...], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        choices = [(each.id, each.name) for each in among]
        self.fields["teams"].choices = choices  # type: ignore[attr-defined]  # a field of choices, as declared


class ResolveForm(forms.Form):
    """What of the plan was changed."""

    how = forms.CharField(
        label=lazy("What was changed, so that it may go outside?"), max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("“A second pilot ward first; go-live two weeks later.” It stands on this page."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
