"""A request: what is asked, an option, who was consulted, what it serves; and what happens to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.governance.facts.bodies import BodyName
from takehold.governance.facts.requests import (
    ConsultedInput,
    OptionInput,
    Process,
    Purpose,
    RequestFact,
    RequestInput,
    Stance,
)
from takehold.governance.queries.words import PROCESSES, PURPOSES, STANCES
from takehold.initiatives.forms.changes import Find, PersonField
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.queries.names import ChangeName

TURNS: Final = {
    "back": pgettext_lazy("request", "Send it back, with what is missing"),
    "agenda": pgettext_lazy("request", "Put it on the agenda"),
    "off": pgettext_lazy("request", "Take it off the agenda"),
    "withdraw": pgettext_lazy("request", "Withdraw it"),
}


def _text(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.Textarea(attrs={"rows": 2}), **more
    )


class RequestForm(forms.Form):
    """What is asked of which body, and what it brings with it."""

    title = forms.CharField(label=lazy("What is it about, in a few words?"), max_length=160)
    body = forms.TypedChoiceField(label=lazy("Which body is asked?"), coerce=int)
    purpose = forms.ChoiceField(
        label=lazy("What is the body to do?"), choices=[(each.value, word) for each, word in PURPOSES.items()]
    )
    ask = forms.CharField(
        label=lazy("What exactly is asked?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    change = forms.ChoiceField(label=lazy("For which change?"), required=False)
    cost = _text(lazy("What does it cost?"), 500, help_text=lazy("Money, and the hours of those affected."))
    risk = _text(lazy("What could go wrong?"), 500)
    mitigation = _text(lazy("What is done about that?"), 500)
    load = _text(
        lazy("What else do those affected have to cope with in the same weeks?"),
        500,
        help_text=lazy("What is on record of other changes is looked up and stands beside it."),
    )
    process = forms.ChoiceField(
        label=lazy("Does it rest on a process?"),
        required=False,
        choices=[(each.value, word) for each, word in PROCESSES.items()],
    )
    process_name = forms.CharField(label=lazy("Which process?"), required=False, max_length=200)
    process_plan = _text(lazy("If it is worked in different ways: how is the standard settled first?"), 500)
    co_owner = PersonField(
        label=lazy("Which operational leader signs it?"),
        required=False,
        help_text=lazy("Somebody who runs the work that it changes, and not whoever asks."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[BodyName],
        changes: Iterable[ChangeName],
        find: Find,
        **options: Any,
    ) -> None:
        """``bodies`` and ``changes``: what can be chosen. ``find``: persons by a typed name."""
        super().__init__(*args, **options)
        cast(forms.TypedChoiceField, self.fields["body"]).choices = [
            (str(each.id), each.name) for each in bodies
        ]
        known = [(each.slug, each.name) for each in changes if each.may_edit and not each.ended]
        cast(forms.ChoiceField, self.fields["change"]).choices = [
            ("", lazy("for none, or for several")),
            *known,
        ]
        cast(PersonField, self.fields["co_owner"]).find = find

    def said(self) -> RequestInput:
        """The request, once valid."""
        data = self.cleaned_data
        plain = ("title", "ask", "cost", "risk", "mitigation", "load", "process_name", "process_plan")
        return RequestInput(
            body_id=data["body"], purpose=Purpose(data["purpose"]), slug=data["change"],
            process=Process(data["process"]), co_owner_id=data["co_owner"], **{name: data[name] for name in plain},
        )  # fmt: skip


def initial(found: RequestFact) -> dict[str, object]:
    """A request as it stands, for its form."""
    said = found.said
    return {
        "title": said.title, "body": said.body_id, "purpose": said.purpose.value, "ask": said.ask,
        "change": said.slug, "cost": said.cost, "risk": said.risk, "mitigation": said.mitigation,
        "load": said.load, "process": said.process.value, "process_name": said.process_name,
        "process_plan": said.process_plan, "co_owner": found.signature.name, "version": found.version,
    }  # fmt: skip


class OptionForm(forms.Form):
    """One option."""

    name = forms.CharField(label=lazy("What could be done?"), max_length=160)
    pros = forms.CharField(label=lazy("What speaks for it?"), max_length=500)
    cons = forms.CharField(label=lazy("What speaks against it?"), max_length=500)
    nothing = forms.BooleanField(
        label=lazy("This is doing nothing: everything stays as it is"), required=False
    )
    recommended = forms.BooleanField(label=lazy("This is what is asked for"), required=False)

    def said(self) -> OptionInput:
        """The option, once valid."""
        return OptionInput(**self.cleaned_data)


class ConsultedForm(forms.Form):
    """Who was consulted."""

    who = forms.CharField(
        label=lazy("Who was asked?"), max_length=160, help_text=lazy("A group, a body or a role, no name.")
    )
    said_ = forms.CharField(label=lazy("What did they say?"), max_length=500)
    stance = forms.ChoiceField(
        label=lazy("Where do they stand, in their own words?"),
        choices=[(each.value, word) for each, word in STANCES.items()],
    )
    on = DayField(label=lazy("When?"), required=False)

    def said(self) -> ConsultedInput:
        """Who was consulted, once valid."""
        data = self.cleaned_data
        return ConsultedInput(data["who"], data["said_"], Stance(data["stance"]), data["on"])


class ServesForm(forms.Form):
    """What a request serves."""

    priority = forms.TypedChoiceField(label=lazy("Which priority or value does it serve?"), coerce=int)
    how = forms.CharField(label=lazy("How?"), max_length=300)

    def __init__(self, *args: Any, priorities: Sequence[tuple[int, str]], **options: Any) -> None:
        """``priorities``: what can be chosen, as (id, name)."""
        super().__init__(*args, **options)
        known = [(str(number), name) for number, name in priorities]
        cast(forms.TypedChoiceField, self.fields["priority"]).choices = known


class SendForm(forms.Form):
    """Sending it; where something is missing, why it is sent all the same."""

    despite = _text(lazy("If it is sent all the same: why?"), 1000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SignForm(forms.Form):
    """Signing what was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TurnForm(forms.Form):
    """What becomes of it, with the reason."""

    event = forms.ChoiceField(label=lazy("What becomes of it?"), widget=forms.RadioSelect)
    meets_on = DayField(label=lazy("For the agenda: when does the body meet?"), required=False)
    reason = _text(lazy("Why?"), 1000, help_text=lazy("Asked where it is sent back, taken off or withdrawn."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, events: Iterable[str], **options: Any) -> None:
        """``events``: what may happen now."""
        super().__init__(*args, **options)
        known = [(each, TURNS[each]) for each in events if each in TURNS]
        cast(forms.ChoiceField, self.fields["event"]).choices = known


class CommentForm(forms.Form):
    """A comment, by name."""

    text = forms.CharField(
        label=lazy("What do you say to it?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
