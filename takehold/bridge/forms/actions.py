"""An action, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.bridge.facts import ActionFact, ActionInput, ActionKind, Aim, Barrier, Practice, Setting
from takehold.bridge.operations.lifecycle import WITH_REASON
from takehold.bridge.queries.owners import OWNERS
from takehold.bridge.queries.words import AIMS, BARRIERS, KINDS, SETTINGS
from takehold.gaps.facts import Group
from takehold.gaps.queries.words import choices
from takehold.initiatives.forms.changes import Find, PersonField
from takehold.initiatives.forms.dates import DayField
from takehold.initiatives.queries.behaviour_names import BehaviourName

EVENTS: Final = {
    "agree": pgettext_lazy("action", "Agree to it"),
    "begin": pgettext_lazy("action", "It begins today"),
    "finish": pgettext_lazy("action", "It is done"),
    "stop": pgettext_lazy("action", "Stop it"),
    "decline": pgettext_lazy("action", "Not right here, because …"),
    "again": pgettext_lazy("action", "Take it up again"),
}


class ActionForm(forms.Form):
    """An action. ``owner`` is a person by name, ``owner_role`` a role where no person is named."""

    title = forms.CharField(label=lazy("What is done, in a few words?"), max_length=160)
    what = forms.CharField(
        label=lazy("How exactly?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("About work, tools and processes; never about a named person."),
    )
    kind = forms.ChoiceField(label=lazy("What kind of thing?"), choices=choices(KINDS))
    setting = forms.ChoiceField(label=lazy("Formal or informal?"), choices=choices(SETTINGS))
    aim = forms.ChoiceField(label=lazy("For today or for tomorrow?"), choices=choices(AIMS))
    barrier = forms.ChoiceField(
        label=lazy("What stops people?"),
        required=False,
        choices=[("", lazy("not known yet")), *choices(BARRIERS)],
    )
    groups = forms.TypedMultipleChoiceField(
        label=lazy("For whom? Leave all empty for everybody the change is for."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    behaviour = forms.ChoiceField(label=lazy("Which behaviour is it to move?"), required=False)
    expected = forms.IntegerField(
        label=lazy("By how many points do you expect the share to move?"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=lazy("Say it now; afterwards everything looks as expected."),
    )
    owner = PersonField(
        label=lazy("Who answers for it?"),
        required=False,
        help_text=lazy("A person by name, or a role below."),
    )
    owner_role = forms.ChoiceField(
        label=lazy("Or which role?"),
        required=False,
        choices=[("", lazy("the person above")), *OWNERS.items()],
    )
    begins_on = DayField(
        label=lazy("When does it begin?"),
        error_messages={"required": lazy("Without a day it does not happen. Say when it begins.")},
    )
    minutes = forms.IntegerField(
        label=lazy("How many minutes does it take?"),
        min_value=1,
        error_messages={"required": lazy("Say how many minutes it takes whoever does it.")},
    )
    check_on = DayField(
        label=lazy("When does somebody look whether it worked?"),
        error_messages={"required": lazy("Book the day now on which somebody looks whether it worked.")},
        help_text=lazy("Booked now. Eight weeks after the beginning are usual."),
    )
    ends_on = DayField(label=lazy("Until when does it hold?"), required=False)
    exception = forms.CharField(
        label=lazy("What holds in a downtime, or for safety?"), required=False, max_length=300
    )
    decided_by = forms.CharField(label=lazy("Which body or role decided it?"), required=False, max_length=160)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        groups: Iterable[Group],
        behaviours: Sequence[BehaviourName],
        find: Find,
        **options: Any,
    ) -> None:
        """``groups`` and ``behaviours``: what can be chosen. ``find``: persons by a typed name."""
        super().__init__(*args, **options)
        field = cast(forms.TypedMultipleChoiceField, self.fields["groups"])
        field.choices = [(str(each.number), each.name) for each in groups]
        behaviour = cast(forms.ChoiceField, self.fields["behaviour"])
        behaviour.choices = [(each.key, each.name) for each in behaviours]
        behaviour.required = bool(behaviours)
        cast(PersonField, self.fields["owner"]).find = find
        for each in ("owner", "owner_role", "groups"):
            self.fields[each].says_what_empty_means = True  # type: ignore[attr-defined]  # read by the template

    def said(
        self, *, practice: str = "", gap_id: int | None = None, offered: Sequence[str] = ()
    ) -> ActionInput:
        """The action, once valid."""
        data = self.cleaned_data
        plain = ("title", "what", "behaviour", "expected", "minutes", "owner_role", "begins_on", "check_on",
                 "ends_on", "exception", "decided_by")  # fmt: skip
        return ActionInput(
            kind=ActionKind(data["kind"]),
            setting=Setting(data["setting"]),
            aim=Aim(data["aim"]),
            barrier=Barrier(data["barrier"]) if data["barrier"] else None,
            groups=frozenset(data["groups"]),
            owner_id=data["owner"],
            practice=practice,
            gap_id=gap_id,
            offered=tuple(offered),
            **{name: data[name] for name in plain},
        )


def from_practice(practice: Practice, translate: Any) -> dict[str, Any]:
    """A form begun with a practice, in the reader's words."""
    return {
        "title": translate(practice.name)[:160],
        "what": translate(practice.do),
        "kind": practice.kind.value,
        "setting": practice.setting.value,
        "aim": practice.aim.value,
        "barrier": practice.barriers[0].value,
        "minutes": practice.minutes,
    }


def initial(found: ActionFact, groups: Iterable[Group]) -> dict[str, Any]:
    """An action as it stands, for its form."""
    line = found.line
    return {
        "title": line.title, "what": found.what, "kind": line.kind.value, "setting": line.setting.value,
        "aim": line.aim.value, "barrier": line.barrier.value if line.barrier else "",
        "groups": [each.number for each in groups if each.team_ids & found.team_ids],
        "behaviour": line.behaviour, "expected": found.expected, "minutes": line.minutes,
        "owner": line.owner.name, "owner_role": line.owner.role, "begins_on": line.begins_on,
        "check_on": line.check_on, "ends_on": found.ends_on, "exception": found.exception,
        "decided_by": found.decided_by, "version": found.version,
    }  # fmt: skip


class TurnForm(forms.Form):
    """What becomes of it. A reason is asked where it is stopped or not right."""

    event = forms.ChoiceField(label=lazy("What becomes of it?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("Why?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("Asked where it is stopped or was not right here; others learn from it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, events: Iterable[str], **options: Any) -> None:
        """``events``: what may happen now."""
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["event"]).choices = [(each, EVENTS[each]) for each in events]
        if not set(events) & set(WITH_REASON):
            self.fields["reason"].widget = forms.HiddenInput()
