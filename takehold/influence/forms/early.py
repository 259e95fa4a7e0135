"""A strategic conversation, the stage it came to, and since when IT is part of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.influence.facts.early import Stage, Talk, TopicInput
from takehold.influence.queries.words import STAGES, choices
from takehold.initiatives.forms.dates import DayField


class TopicForm(forms.Form):
    """What is talked about, by whom it is owned, and when it is to be decided."""

    topic = forms.CharField(
        label=lazy("What is being thought about?"),
        max_length=160,
        help_text=lazy("“A second site for dialysis”, “Leaving the old laboratory system”."),
    )
    owner = forms.CharField(
        label=lazy("Which body or role owns it?"),
        max_length=160,
        help_text=lazy("“Medical board”. Never a person."),
    )
    matters = forms.CharField(
        label=lazy("What could IT bring to it, or break?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    expected = DayField(label=lazy("When is it to be decided?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def told(self) -> TopicInput:
        """The topic, once valid."""
        data = self.cleaned_data
        return TopicInput(data["topic"], data["owner"], data["expected"], data["matters"])


class BeginForm(TopicForm):
    """A new one, with how far it is."""

    stage = forms.ChoiceField(label=lazy("How far is it?"), choices=choices(STAGES))
    on = DayField(label=lazy("Since when?"))


def initial(found: Talk) -> dict[str, object]:
    """A conversation as it stands, for its form."""
    said = found.said
    return {
        "topic": said.topic, "owner": said.owner, "matters": said.matters, "expected": said.expected,
        "version": found.version,
    }  # fmt: skip


class StageForm(forms.Form):
    """The stage it came to."""

    stage = forms.ChoiceField(label=lazy("How far is it now?"))
    on = DayField(label=lazy("Since when?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, stages: Iterable[Stage], **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [(each.value, STAGES[each]) for each in stages]
        cast(forms.ChoiceField, self.fields["stage"]).choices = offered


class JoinForm(forms.Form):
    """Since when IT is part of it."""

    on = DayField(label=lazy("Since when is IT part of it?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
