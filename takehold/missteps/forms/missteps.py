"""A misstep in three questions, who is told, what is promised, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.gaps.facts import Cause
from takehold.gaps.queries.words import CAUSES, choices
from takehold.initiatives.forms.changes import Find, PersonField
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.queries.behaviour_names import BehaviourName
from takehold.missteps.facts import MisstepFact, MisstepInput, MitigationInput
from takehold.missteps.queries.words import OWNERS

EVENTS: Final = {
    "begin": pgettext_lazy("misstep", "We begin to mend it"),
    "finish": pgettext_lazy("misstep", "It is mended"),
    "reopen": pgettext_lazy("misstep", "It is not mended after all, because …"),
    "leave": pgettext_lazy("misstep", "It is none of ours, because …"),
    "again": pgettext_lazy("misstep", "Take it up after all"),
}


class MisstepForm(forms.Form):
    """Three questions, answered as "we"."""

    title = forms.CharField(
        label=lazy("In a few words: what did we get wrong?"),
        max_length=160,
        help_text=lazy("“We took the paper away before the form was ready.”"),
    )
    happened = forms.CharField(
        label=lazy("1. What did we decide or do?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("Begin with “We”. About the decision, never about a named person."),
    )
    happened_on = DayField(label=lazy("On which day, or since when?"), required=False)
    effect = forms.CharField(
        label=lazy("2. What did it do to people and to the work?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    behaviour = forms.ChoiceField(
        label=lazy("Can it be seen in a behaviour that is measured?"),
        required=False,
        help_text=lazy("How it reads today is kept beside it, and what it does afterwards is shown."),
    )
    cause = forms.ChoiceField(
        label=lazy("3. What let it happen?"),
        required=False,
        choices=[("", lazy("not known yet")), *choices(CAUSES)],
        help_text=lazy(
            "A cause in the work. A person is none: somebody else in the same place would have done the same."
        ),
    )
    why = forms.CharField(
        label=lazy("How did that let it happen?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, behaviours: Sequence[BehaviourName], **options: Any) -> None:
        """``behaviours``: those of the change."""
        super().__init__(*args, **options)
        field = cast(forms.ChoiceField, self.fields["behaviour"])
        field.choices = [("", lazy("no, or not known")), *((each.key, each.name) for each in behaviours)]

    def said(self) -> MisstepInput:
        """The misstep, once valid."""
        data = self.cleaned_data
        return MisstepInput(
            title=data["title"],
            happened=data["happened"],
            happened_on=data["happened_on"],
            effect=data["effect"],
            cause=Cause(data["cause"]) if data["cause"] else None,
            why=data["why"],
            behaviour=data["behaviour"],
        )


def initial(found: MisstepFact) -> dict[str, Any]:
    """A misstep as it stands, for its form."""
    line = found.line
    return {
        "title": line.title, "happened": found.happened, "happened_on": line.happened_on, "effect": found.effect,
        "behaviour": found.behaviour.key if found.behaviour else "", "cause": line.cause.value if line.cause else "",
        "why": found.why, "version": found.version,
    }  # fmt: skip


class TellForm(forms.Form):
    """Who is told."""

    to = forms.CharField(
        label=lazy("Who is told, and how?"),
        max_length=300,
        help_text=lazy("“All wards, at Monday's handover, and on this page.”"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PromiseForm(forms.Form):
    """What is promised, by whom, by when."""

    what = forms.CharField(
        label=lazy("What do we do about it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = PersonField(
        label=lazy("Who keeps this promise?"),
        required=False,
        help_text=lazy("A person by name, or a role or a body below."),
    )
    owner_role = forms.ChoiceField(
        label=lazy("Or which role?"), required=False, choices=[("", lazy("none")), *OWNERS.items()]
    )
    owner_body = forms.CharField(label=lazy("Or which body?"), required=False, max_length=160)
    due_on = DayField(
        label=lazy("By when?"), error_messages={"required": lazy("Without a day it does not happen.")}
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, find: Find, **options: Any) -> None:
        """``find``: persons by a typed name."""
        super().__init__(*args, **options)
        cast(PersonField, self.fields["owner"]).find = find

    def said(self) -> MitigationInput:
        """The promise, once valid."""
        data = self.cleaned_data
        return MitigationInput(
            data["what"], data["due_on"], data["owner"], data["owner_role"], data["owner_body"]
        )


class KeepForm(forms.Form):
    """That a promise was kept."""

    came_of = forms.CharField(
        label=lazy("It is done. What came of it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class TurnForm(forms.Form):
    """What becomes of it. A reason is asked where it is opened again or left."""

    event = forms.ChoiceField(label=lazy("What becomes of it?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("Why?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, events: Iterable[str], **options: Any) -> None:
        """``events``: what may happen now."""
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["event"]).choices = [(each, EVENTS[each]) for each in events]
