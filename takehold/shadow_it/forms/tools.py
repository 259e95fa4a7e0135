"""Telling of a tool in a minute, what was said when the why was asked, the need, a way out, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.gaps.forms.gaps import EndForm, StepForm
from takehold.gaps.queries.words import choices
from takehold.governance.facts.bodies import BodyName
from takehold.initiatives.forms.changes import Find, PersonField
from takehold.initiatives.queries.names import ChangeName
from takehold.shadow_it.facts.tools import (
    Contract,
    DataKept,
    Found,
    InterviewInput,
    Kind,
    NeedInput,
    OfferInput,
    Theme,
    ToldInput,
    ToolFact,
    Way,
)
from takehold.shadow_it.queries.words import CONTRACTS, DATA, FOUND, KINDS, PEOPLE, THEMES, WAYS

EVENTS: Final = {
    "ask": lazy("We begin to ask why"),
    "withdraw": lazy("The offer is taken back, because …"),
    "settle": lazy("It is done: the department works this way now"),
    "retire": lazy("It is switched off"),
    "order": lazy("It is switched off by a directive in force, before its need is met"),
    "reopen": lazy("The need is not met after all, because …"),
    "leave": lazy("It was told by mistake, because …"),
    "again": pgettext_lazy("tool", "Take it up after all"),
}


def _text(label: Any, most: int, *, required: bool = False, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=most, required=required, widget=area, **more)


class ToldForm(forms.Form):
    """A tool of one's own department."""

    name = forms.CharField(
        label=lazy("What is it called?"),
        max_length=160,
        help_text=lazy("“The bed list in Excel”, “the chat group of the night shift”."),
    )
    kind = forms.ChoiceField(
        label=lazy("What sort of tool is it?"), choices=choices(KINDS), widget=forms.RadioSelect
    )
    used_for = _text(lazy("What do you use it for?"), 300, required=True)
    people = forms.ChoiceField(label=lazy("About how many people use it?"), choices=list(PEOPLE.items()))
    team = forms.TypedChoiceField(label=lazy("In which of your teams?"), coerce=int)
    ask_me = forms.BooleanField(
        label=lazy("You may ask me back: keep my name for that"),
        required=False,
        help_text=lazy("Without this, who told it is kept nowhere. You can take it back at any time."),
    )

    def __init__(self, *args: Any, teams: Iterable[tuple[int, str]], **options: Any) -> None:
        """``teams``: the teller's own."""
        super().__init__(*args, **options)
        cast(forms.TypedChoiceField, self.fields["team"]).choices = list(teams)

    def said(self) -> ToldInput:
        """The tool, once valid."""
        data = self.cleaned_data
        return ToldInput(
            data["name"], Kind(data["kind"]), data["used_for"], data["people"], data["team"], data["ask_me"]
        )


class Versioned(forms.Form):
    """What is written over the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class InterviewForm(Versioned):
    """What was said when the why was asked: need and risk side by side."""

    used_for = _text(lazy("What is it used for?"), 300, required=True)
    gives = _text(lazy("What does it give that ours does not?"), 500)
    hurts = _text(lazy("What would hurt if it went?"), 500)
    data_kept = forms.ChoiceField(label=lazy("What lies in it?"), choices=choices(DATA))
    contract = forms.ChoiceField(label=lazy("Under which contract is it used?"), choices=choices(CONTRACTS))
    risk = _text(
        lazy("What could go wrong with it?"),
        500,
        help_text=lazy("Of the tool and the data, never of who uses it."),
    )

    def said(self) -> InterviewInput:
        """What was said, once valid."""
        data = self.cleaned_data
        return InterviewInput(
            data["used_for"], data["gives"], data["hurts"], DataKept(data["data_kept"]), Contract(data["contract"]), data["risk"]
        )  # fmt: skip


def initial(found: ToolFact) -> dict[str, Any]:
    """What stands there, for the form."""
    return {
        "used_for": found.line.used_for, "gives": found.gives, "hurts": found.hurts, "data_kept": found.data.value,
        "contract": found.contract.value, "risk": found.risk, "version": found.version,
    }  # fmt: skip


class WhyForm(StepForm):
    """One more answer to "why?", as gaps ask it, and what somebody can change there, if the chain ends."""

    root = forms.CharField(label=EndForm.base_fields["root"].label, max_length=160, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class NeedForm(Versioned):
    """The need in one sentence."""

    sentence = _text(
        lazy("What does the department need?"), 300, required=True,
        help_text=lazy("One sentence that does not name the tool: “Send a film of 2 GB to a practice outside on the same day.”"),
    )  # fmt: skip
    theme = forms.ChoiceField(label=lazy("What is it about?"), choices=choices(THEMES))
    people = forms.ChoiceField(label=lazy("How many people does it concern?"), choices=list(PEOPLE.items()))

    def said(self) -> NeedInput:
        """The need, once valid."""
        data = self.cleaned_data
        return NeedInput(data["sentence"], Theme(data["theme"]), data["people"])


class OfferForm(Versioned):
    """A way out."""

    way = forms.ChoiceField(label=lazy("Which way out?"), choices=choices(WAYS), widget=forms.RadioSelect)
    what = _text(lazy("What does the department get, and from when on?"), 500, required=True)
    service = forms.CharField(
        label=lazy("Under which name do logs see it?"), max_length=80, required=False,
        help_text=lazy("Where it is a service of the catalogue. Its use is then looked up after the move; without it the department is asked."),
    )  # fmt: skip

    def said(self) -> OfferInput:
        """The offer, once valid."""
        data = self.cleaned_data
        return OfferInput(Way(data["way"]), data["what"], data["service"])


class CoOwnerForm(Versioned):
    """Who signs for a department."""

    co_owner = PersonField(
        label=lazy("Who signs for this department?"),
        help_text=lazy("Whoever manages it or what is above it, or co-owns a change from operations."),
    )

    def __init__(self, *args: Any, find: Find, **options: Any) -> None:
        """``find``: persons by a typed name."""
        super().__init__(*args, **options)
        cast(PersonField, self.fields["co_owner"]).find = find


class DepartmentForm(Versioned):
    """Another department that uses it."""

    group = forms.TypedChoiceField(label=lazy("Which department uses it too?"), coerce=int)

    def __init__(self, *args: Any, groups: Iterable[tuple[int, str]], **options: Any) -> None:
        """``groups``: reporting groups that do not stand there yet."""
        super().__init__(*args, **options)
        cast(forms.TypedChoiceField, self.fields["group"]).choices = list(groups)


class TurnForm(Versioned):
    """What becomes of it."""

    event = forms.ChoiceField(label=lazy("What becomes of it?"), widget=forms.RadioSelect)
    reason = _text(lazy("Why?"), 500)
    directive = forms.TypedChoiceField(
        label=lazy("By which directive?"), required=False, coerce=int, empty_value=None,
        help_text=lazy("Only to switch it off before its need is met. On the ground of compliance or safety, and in force today."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, events: Iterable[str], directives: Iterable[tuple[int, str]] = (), **options: Any
    ) -> None:
        """``events``: what may happen now; ``directives``: those in force."""
        super().__init__(*args, **options)
        known = list(directives)
        offered = [each for each in events if each != "order" or known]
        cast(forms.ChoiceField, self.fields["event"]).choices = [(each, EVENTS[each]) for each in offered]
        if not known or "order" not in offered:
            del self.fields["directive"]
        else:
            cast(forms.TypedChoiceField, self.fields["directive"]).choices = [("", lazy("none")), *known]


class AnswerForm(forms.Form):
    """Whether the need is met, as the department says."""

    said = forms.ChoiceField(
        label=lazy("Is your need met?"), choices=choices(FOUND), widget=forms.RadioSelect
    )
    words = _text(lazy("In a sentence: what is missing, or what got better?"), 300)

    def answered(self) -> Found:
        """The answer, once valid."""
        return Found(self.cleaned_data["said"])


class BodyForm(Versioned):
    """Which body is asked."""

    body = forms.TypedChoiceField(label=lazy("Which body is asked?"), coerce=int)

    def __init__(self, *args: Any, bodies: Iterable[BodyName], **options: Any) -> None:
        """``bodies``: those there are."""
        super().__init__(*args, **options)
        cast(forms.TypedChoiceField, self.fields["body"]).choices = [(each.id, each.name) for each in bodies]


class ChangeForm(Versioned):
    """In which change it becomes a gap."""

    change = forms.ChoiceField(label=lazy("In which change is it a gap?"))

    def __init__(self, *args: Any, changes: Iterable[ChangeName], **options: Any) -> None:
        """``changes``: those one leads."""
        super().__init__(*args, **options)
        field = cast(forms.ChoiceField, self.fields["change"])
        field.choices = [(each.slug, each.name) for each in changes if each.may_edit and not each.ended]
