"""A source of logs, a log, and the addresses of a team."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from takehold.evidence.usage.kinds import CATEGORIES
from takehold.shadow_it.queries.words_of_finds import FEED_KINDS


class FeedForm(forms.Form):
    """One more source. The columns are only asked of tables whose headings do not tell."""

    name = forms.CharField(
        label=lazy("What is it called?"),
        max_length=80,
        help_text=lazy("For example “Proxy of the main site”."),
    )
    kind = forms.ChoiceField(
        label=lazy("What does it list?"),
        choices=tuple((str(key), words) for key, words in FEED_KINDS.items()),
    )
    at = forms.CharField(label=lazy("Column: when"), max_length=200, required=False)
    host = forms.CharField(
        label=lazy("Column: address or name on the network"), max_length=200, required=False
    )
    service = forms.CharField(label=lazy("Column: name of the service"), max_length=200, required=False)
    user = forms.CharField(label=lazy("Column: who"), max_length=200, required=False)
    address = forms.CharField(label=lazy("Column: address of the computer"), max_length=200, required=False)
    team = forms.CharField(label=lazy("Column: department"), max_length=200, required=False)
    hits = forms.CharField(label=lazy("Column: how often"), max_length=200, required=False)

    def columns(self) -> dict[str, str]:
        """What the columns mean, by part."""
        said = {
            part: str(self.cleaned_data.get(part, ""))
            for part in ("at", "host", "user", "address", "team", "hits")
        }
        return {**said, "name": str(self.cleaned_data.get("service", ""))}


class LogForm(forms.Form):
    """A log, and for this log alone whose account belongs to which team."""

    file = forms.FileField(
        label=lazy("The log"),
        help_text=lazy(
            "Zeek, Squid, W3C extended (IIS), or a table with a heading: CSV, XLSX, JSON Lines. Also as .gz or .zip."
        ),
        error_messages={"required": lazy("Choose a file first."), "empty": lazy("The file is empty.")},
    )
    accounts = forms.FileField(
        label=lazy("Whose account belongs to which team (CSV, two columns)"),
        required=False,
        help_text=lazy(
            "Only needed where the accounts of the log are not those of the list of people. Used for this log, then forgotten."
        ),
    )


class ServiceForm(forms.Form):
    """What a name is that no catalogue knows."""

    domain = forms.ChoiceField(label=lazy("Which name?"))
    name = forms.CharField(label=lazy("What is it called?"), max_length=80)
    kind = forms.ChoiceField(label=lazy("What is it for?"))

    def __init__(self, *args: Any, domains: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["domain"]).choices = [(each, each) for each in domains]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [
            (_(each.words), [(f"{key}:{kind}", _(words)) for kind, words in each.kinds.items()])
            for key, each in CATEGORIES.items()
        ]

    def said(self) -> dict[str, str]:
        """What was chosen."""
        category, kind = self.cleaned_data["kind"].split(":", 1)
        return {
            "domain": self.cleaned_data["domain"], "name": self.cleaned_data["name"], "category": category, "kind": kind,
        }  # fmt: skip


class RangeForm(forms.Form):
    """Addresses of the network that are a team's."""

    addresses = forms.CharField(
        label=lazy("Addresses"),
        max_length=50,
        help_text=lazy("A range, such as 10.1.0.0/16; never one computer."),
    )
    team = forms.ChoiceField(label=lazy("Team"))

    def __init__(self, *args: Any, teams: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["team"]).choices = [(str(team), name) for team, name in teams]
