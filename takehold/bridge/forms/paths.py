"""An old path, and a downtime."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.bridge.facts.paths import PathFact, PathInput, PathState
from takehold.bridge.queries.words import PATHS
from takehold.gaps.queries.words import choices
from takehold.initiatives.forms.dates import DayField


class PathForm(forms.Form):
    """An old path: whether it can still be gone, since when, who decided, what is excepted."""

    name = forms.CharField(
        label=lazy("Which way is it?"),
        max_length=160,
        help_text=lazy("A thing or a system: “The printed form in the drawer”."),
    )
    state = forms.ChoiceField(label=lazy("Is it still open?"), choices=choices(PATHS))
    since = DayField(label=lazy("Since when is it so?"))
    body = forms.CharField(label=lazy("Which body or role decided it?"), required=False, max_length=160)
    exception = forms.CharField(
        label=lazy("What holds in a downtime, or for safety?"), required=False, max_length=300
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> PathInput:
        """The path, once valid."""
        data = self.cleaned_data
        return PathInput(
            data["name"], PathState(data["state"]), data["since"], data["body"], data["exception"]
        )


def initial(found: PathFact) -> dict[str, object]:
    """A path as it stands, for its form."""
    said = found.said
    return {
        "name": said.name, "state": said.state.value, "since": said.since, "body": said.body,
        "exception": said.exception, "version": found.version,
    }  # fmt: skip


class DowntimeForm(forms.Form):
    """Days on which the new way could not be gone."""

    first = DayField(label=lazy("First day"))
    last = DayField(label=lazy("Last day"))
    reason = forms.CharField(
        label=lazy("What was down?"), max_length=200, help_text=lazy("“The record, after the update”.")
    )
