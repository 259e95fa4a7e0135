"""Connecting a system: what its kind asks for, the change, and the behaviours counted from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.evidence.facts import Behaviour
from takehold.gather.facts.feeds import FeedInput, OwnRule
from takehold.gather.forms.rules import KINDS
from takehold.gather.queries import went
from takehold.gather.queries.feeds import countable
from takehold.gather.sources.connecting import Connector
from takehold.initiatives.forms.dates import DayField

ORDERED = tuple(each for _group, kinds in KINDS[1:] for each in kinds)
COLUMN = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}")


class ConnectForm(forms.Form):
    """One form for every kind; the kind's own fields are named ``own-...``."""

    name = forms.CharField(label=lazy("What do you call this system?"), max_length=200)
    change = forms.ChoiceField(label=lazy("For which change?"))
    columns = forms.CharField(
        label=lazy("Further columns of yours"),
        required=False,
        max_length=500,
        help_text=lazy(
            "Names as in the system, with commas between, such as u_priority_confirmation. Press “Try it”: what can be counted with them appears below."
        ),
    )
    since = DayField(label=lazy("Records changed since"), required=False)
    sentence = forms.CharField(
        label=lazy("What should people do?"),
        required=False,
        max_length=160,
        help_text=lazy(
            "One sentence, such as: tickets climb the support lines one by one. Leave it empty if you need no rule of your own."
        ),
    )
    rule = forms.ChoiceField(label=lazy("Rule"), required=False)
    step_a = forms.CharField(
        label="A",
        required=False,
        max_length=300,
        help_text=lazy(
            "A state as your system calls it, such as In Review. A group is written “Group: ” and its name."
        ),
    )
    step_b = forms.CharField(label="B", required=False, max_length=300)

    def __init__(
        self, *args: Any, kind: Connector, changes: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        own: dict[str, forms.Field] = {}
        for blank in kind.blanks:
            own[f"own-{blank.key}"] = forms.CharField(
                label=blank.label, help_text=blank.help, initial=blank.default, required=blank.required, max_length=1000,
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}) if blank.secret else forms.TextInput(),
                strip=not blank.secret,
            )  # fmt: skip
        self.fields = {"name": self.fields["name"], "change": self.fields["change"], **own, **self.fields}
        change = self.fields["change"]
        assert isinstance(change, forms.ChoiceField)  # noqa: S101
        change.choices = list(changes)
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)  # noqa: S101
        rule.choices = [("", _("choose a rule")), *ORDERED]

    def own(self) -> list[forms.BoundField]:
        """The fields of this kind of system."""
        return [self[f"own-{blank.key}"] for blank in self.kind.blanks]

    def further(self) -> tuple[str, ...]:
        """Columns that were named, those that can be names."""
        said = str(self.data.get("columns", "")) if self.is_bound else ""
        return tuple(each for part in said.split(",")[:30] if COLUMN.fullmatch(each := part.strip()))

    def offered(self) -> tuple[tuple[Behaviour, bool], ...]:
        """Behaviours to choose from, and whether each is chosen."""
        chosen = self.chosen()
        return tuple((each, each.key in chosen) for each in countable(self.kind, self.further()))

    def offered_went(self) -> tuple[tuple[Behaviour, bool], ...]:
        """Behaviours that are counted from how tickets went, and whether each is chosen."""
        chosen = self.chosen("went")
        return tuple((each, each.key in chosen) for each in went.countable() if self.kind.history is not None)

    def chosen(self, field: str = "behaviour") -> tuple[str, ...]:
        """Keys of the behaviours that are chosen."""
        if not isinstance(self.data, MultiValueDict):
            return ()
        return tuple(str(each) for each in self.data.getlist(field))

    def clean(self) -> dict[str, Any]:
        """A rule has all its parts, or is not there."""
        data = super().clean() or self.cleaned_data
        sentence, rule, a, b = (data.get(each) for each in ("sentence", "rule", "step_a", "step_b"))
        if not any((sentence, rule, a, b)):
            return data
        for field, missing, words in (
            ("sentence", not sentence, _("Say in a sentence what people should do.")),
            ("rule", not rule, _("Choose the rule for these steps.")),
            ("step_a", not a, _("Choose step A of this rule.")),
            ("step_b", not b, _("Choose step B of this rule.")),
            ("step_b", bool(a) and a == b, _("A and B are the same step. Choose another one.")),
        ):
            if missing and field not in self.errors:
                self.add_error(field, words)
        return data

    def clean_columns(self) -> str:
        """Only what can be the name of a column."""
        said = str(self.cleaned_data["columns"])
        wrong = [p.strip() for p in said.split(",") if p.strip() and not COLUMN.fullmatch(p.strip())]
        if wrong:
            raise forms.ValidationError(
                _("“%(name)s” cannot be the name of a column there.") % {"name": wrong[0]}
            )
        return said

    def said(self) -> FeedInput:
        """What was said, once valid."""
        data = self.cleaned_data
        secret = {blank.key for blank in self.kind.blanks if blank.secret}
        own = {blank.key: str(data[f"own-{blank.key}"]) for blank in self.kind.blanks}
        return FeedInput(
            kind=self.kind.kind,
            name=data["name"],
            slug=data["change"],
            said={key: value for key, value in own.items() if key not in secret},
            secrets={key: value for key, value in own.items() if key in secret},
            behaviours=self.chosen(),
            columns=self.further(),
            since=data["since"],
            went=self.chosen("went"),
            rule=OwnRule(data["sentence"], data["rule"], data["step_a"], data["step_b"])
            if data["rule"]
            else None,
        )


class SecretForm(forms.Form):
    """A new password or token."""

    secret = forms.CharField(
        label=lazy("New password or token"), max_length=1000, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class AgainForm(forms.Form):
    """From which day everything is read again."""

    since = DayField(label=lazy("Records changed since"))


class HostForm(forms.Form):
    """A host of one's own network."""

    host = forms.CharField(
        label=lazy("Name of the host"),
        max_length=253,
        help_text=lazy("For example glpi.hospital.local, without https:// and without a path."),
    )
