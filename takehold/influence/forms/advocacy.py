"""Something planned for an audience, what was tried, and how it landed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.influence.facts import Approach, AttemptInput, Landed, Landing, MoveFact, MoveInput
from takehold.influence.queries.words import APPROACHES, LANDED, choices
from takehold.initiatives.forms.dates import DayField


class MoveForm(forms.Form):
    """Who is to hear what, from whom, how and by when."""

    stakeholder = forms.TypedChoiceField(label=lazy("Whom is it for?"), coerce=int)
    matters = forms.CharField(label=lazy("What matters to them?"), max_length=300)
    message = forms.CharField(
        label=lazy("What do we say?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    messenger = forms.CharField(
        label=lazy("Who says it?"),
        max_length=160,
        help_text=lazy("The role that they trust: “A senior nurse of another ward”."),
    )
    channel = forms.CharField(
        label=lazy("How?"), max_length=160, help_text=lazy("“In their own huddle”, “At their desk”.")
    )
    due = DayField(label=lazy("By when?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, audiences: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["stakeholder"]).choices = list(audiences)

    def told(self) -> MoveInput:
        """What is planned, once valid."""
        data = self.cleaned_data
        return MoveInput(
            data["stakeholder"],
            data["matters"],
            data["message"],
            data["messenger"],
            data["channel"],
            data["due"],
        )


def initial(found: MoveFact) -> dict[str, object]:
    """Something planned as it stands, for its form."""
    said = found.said
    return {
        "stakeholder": said.stakeholder_id, "matters": said.matters, "message": said.message,
        "messenger": said.messenger, "channel": said.channel, "due": said.due, "version": found.version,
    }  # fmt: skip


class LandingForm(forms.Form):
    """How it landed."""

    landed = forms.ChoiceField(
        label=lazy("How did it land?"), choices=choices(LANDED), initial=Landed.OPEN.value
    )
    said = forms.CharField(
        label=lazy("What did they say?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    differently = forms.CharField(
        label=lazy("What do we do differently next time?"), required=False, max_length=300
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def landing(self) -> Landing:
        """How it landed, once valid."""
        data = self.cleaned_data
        return Landing(Landed(data["landed"]), data["said"], data["differently"])


class AttemptForm(LandingForm):
    """What was tried, by which approach, and how it landed."""

    approach = forms.ChoiceField(label=lazy("By what?"), choices=choices(APPROACHES))
    what = forms.CharField(
        label=lazy("What was done?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    on = DayField(label=lazy("On which day?"))
    field_order = ("approach", "what", "on", "landed", "said", "differently")

    def told(self) -> AttemptInput:
        """What was tried, once valid."""
        data = self.cleaned_data
        return AttemptInput(Approach(data["approach"]), data["on"], data["what"], self.landing())
