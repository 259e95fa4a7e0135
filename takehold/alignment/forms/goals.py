"""A goal, what it does to a behaviour, a way out of a conflict and its signature."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.alignment.facts.figures import FigureName
from takehold.alignment.facts.goals import GoalFact, GoalInput, GoalKind, Pull, Side
from takehold.alignment.queries.words import KINDS, PULLS, SIDES
from takehold.initiatives.forms.dates import DayField


class GoalForm(forms.Form):
    """What a side is held to."""

    text = forms.CharField(
        label=lazy("What is wanted, counted or rewarded?"), max_length=200,
        help_text=lazy("“Ten tickets closed a day”, “discharged by noon”."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=lazy("Is it a goal, a measure or a reward?"), choices=list(KINDS.items()))
    side = forms.ChoiceField(label=lazy("Whose is it?"), choices=list(SIDES.items()))
    owner = forms.CharField(label=lazy("Which body or role answers for it?"), max_length=160)
    with_owner = forms.CharField(
        label=lazy("And on the other side, where it is shared?"), max_length=160, required=False
    )
    since = DayField(label=lazy("Since when does it hold?"))
    until = DayField(label=lazy("Until when? Empty: it goes on."), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> GoalInput:
        """The goal, once valid."""
        data = self.cleaned_data
        return GoalInput(
            Side(data["side"]), GoalKind(data["kind"]), data["text"], data["owner"], data["with_owner"],
            data["since"], data["until"],
        )  # fmt: skip


def initial(found: GoalFact) -> dict[str, Any]:
    """A goal as it stands, for its form."""
    said = found.said
    return {
        "text": said.text, "kind": said.kind.value, "side": said.side.value, "owner": said.owner,
        "with_owner": said.with_owner, "since": said.since, "until": said.until, "version": found.version,
    }  # fmt: skip


class PullForm(forms.Form):
    """What a goal does to one behaviour."""

    behaviour = forms.ChoiceField(label=lazy("Which behaviour?"))
    pull = forms.ChoiceField(label=lazy("What does the goal do to it?"), choices=list(PULLS.items()))
    evidence = forms.CharField(
        label=lazy("What is that concluded from?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("“Linking an article takes two minutes, and only closed tickets are counted.”"),
    )  # fmt: skip

    def __init__(self, *args: Any, among: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["behaviour"].choices = list(among)  # type: ignore[attr-defined]  # a field of choices, as declared

    def chosen(self) -> tuple[str, str, Pull]:
        """The change's address, the behaviour's key, the pull."""
        slug, _slash, key = self.cleaned_data["behaviour"].partition("/")
        return slug, key, Pull(self.cleaned_data["pull"])


class FigureForm(forms.Form):
    """What is kept here anyway and shows how a goal goes."""

    figure = forms.ChoiceField(label=lazy("Which figure shows it?"), required=False)

    def __init__(self, *args: Any, among: Iterable[tuple[FigureName, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        groups: dict[str, list[tuple[str, str]]] = {}
        for each, change in among:
            groups.setdefault(change, []).append((each.code, each.name))
        self.fields["figure"].choices = [("", _("No figure")), *groups.items()]  # type: ignore[attr-defined]  # as above


class WayOutForm(forms.Form):
    """How both can be had."""

    way_out = forms.CharField(
        label=lazy("What is changed, so that both pull the same way?"), max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class SignForm(forms.Form):
    """A signature for one side."""

    side = forms.ChoiceField(
        label=lazy("For which side?"),
        choices=[(each.value, SIDES[each]) for each in (Side.IT, Side.OPERATIONS)],
    )
    office = forms.CharField(label=lazy("In which office?"), max_length=160)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    """Why it is open again."""

    reason = forms.CharField(label=lazy("Why is it open again?"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)
