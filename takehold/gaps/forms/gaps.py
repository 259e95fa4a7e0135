"""A gap, the reason for moving it on, a step of the chain, what it ends at, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.gaps.facts import GapInput, GapKind, Group, Source, Spread
from takehold.gaps.queries.words import CAUSES, KINDS, SPREADS, choices

EVENTS = {
    "understand": lazy("It is understood: the chain ends at something that somebody can change"),
    "bridge": lazy("Something is being done about it"),
    "close": lazy("It is closed"),
    "doubt": lazy("It is not understood after all"),
    "reopen": lazy("It is back: open it again"),
}


class GapForm(forms.Form):
    """A gap."""

    title = forms.CharField(
        label=lazy("What is in the way, in a few words?"),
        max_length=160,
        help_text=lazy("About a thing, a tool or a process: “Nine clicks at night”. Never about a person."),
    )
    kind = forms.ChoiceField(label=lazy("What kind is it?"), choices=choices(KINDS), widget=forms.RadioSelect)
    spread = forms.ChoiceField(
        label=lazy("How widespread is it?"), choices=choices(SPREADS), widget=forms.RadioSelect
    )
    groups = forms.TypedMultipleChoiceField(
        label=lazy("Where? Leave all empty for everybody the change is for."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    offer = forms.BooleanField(
        label=lazy("Offer everybody in these groups two minutes on what would help"),
        required=False,
        help_text=lazy(
            "Beside the surveys, for two weeks, answered without a name; nobody is picked. Where no group is chosen it can be offered later."
        ),
    )

    def __init__(self, *args: Any, groups: Iterable[Group], new: bool = True, **options: Any) -> None:
        """``groups``: the reporting groups that can be chosen. ``new``: it is being opened, and help can be offered."""
        super().__init__(*args, **options)
        if not new:
            del self.fields["offer"]
        field = cast(forms.TypedMultipleChoiceField, self.fields["groups"])
        field.choices = [(str(each.number), each.name) for each in groups]

    def said(self) -> GapInput:
        """The gap, once valid."""
        data = self.cleaned_data
        return GapInput(
            data["title"], GapKind(data["kind"]), frozenset(data["groups"]), Spread(data["spread"])
        )


def initial(said: GapInput, teams: frozenset[int], groups: Iterable[Group]) -> dict[str, Any]:
    """A gap as it stands, for its form."""
    return {
        "title": said.title,
        "kind": said.kind.value,
        "spread": said.spread.value,
        "groups": [each.number for each in groups if each.team_ids & teams],
    }


class TurnForm(forms.Form):
    """What becomes of it, and why."""

    event = forms.ChoiceField(label=lazy("What becomes of it?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("One sentence. Whoever reads this gap reads it, and teams with the same root, without whose it was."),
    )  # fmt: skip

    def __init__(self, *args: Any, events: Iterable[str], **options: Any) -> None:
        """``events``: what may happen now."""
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["event"]).choices = [(each, EVENTS[each]) for each in events]


class StepForm(forms.Form):
    """One answer to "why?"."""

    text = forms.CharField(
        label=lazy("Because …"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("One sentence about the system: a tool, a process, a priority, our own mistake."),
    )  # fmt: skip
    cause = forms.ChoiceField(label=lazy("What kind of cause is it?"), choices=choices(CAUSES))


class EndForm(forms.Form):
    """What somebody can change."""

    root = forms.CharField(
        label=lazy("What can somebody change here?"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"list": "known-roots", "autocomplete": "off"}),
        help_text=lazy(
            "A thing in a few words: “The ninth field of the form”. Gaps that end at the same are shown together."
        ),
    )


class CiteForm(forms.Form):
    """What a step rests on, or what speaks against it."""

    ref = forms.ChoiceField(label=lazy("What do you cite?"), widget=forms.RadioSelect)
    against = forms.TypedChoiceField(
        label=lazy("Does it speak for this step or against it?"),
        choices=[("0", lazy("for it")), ("1", lazy("against it"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, sources: Iterable[Source], **options: Any) -> None:
        """``sources``: what is offered."""
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["ref"]).choices = [(each.ref, each.label) for each in sources]
