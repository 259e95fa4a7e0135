"""A channel as it is announced, and one of its exports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.gather.facts.channels import ChannelInput
from takehold.initiatives.forms.dates import DayField


class ChannelForm(forms.Form):
    """An announcement."""

    name = forms.CharField(
        label=lazy("What is the channel called there?"),
        max_length=200,
        help_text=lazy("Exactly as in the tool. Nothing else of an export is read."),
    )
    kind = forms.ChoiceField(
        label=lazy("Which tool?"),
        choices=[
            ("slack", lazy("Slack")),
            ("teams", lazy("Microsoft Teams")),
            ("viva", lazy("Viva Engage")),
            ("csv", lazy("another, as CSV")),
        ],
    )
    announced_on = DayField(
        label=lazy("On which day were its people told?"),
        help_text=lazy("Only messages from this day on are listened to."),
    )
    announced_where = forms.CharField(
        label=lazy("Where were they told?"),
        max_length=300,
        help_text=lazy("For example: pinned in the channel, and in the newsletter."),
    )
    change = forms.ChoiceField(label=lazy("About which change?"), required=False)

    def __init__(self, *args: Any, changes: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["change"]).choices = list(changes)

    def said(self) -> ChannelInput:
        """The announcement, once valid."""
        data = self.cleaned_data
        return ChannelInput(
            name=data["name"],
            kind=data["kind"],
            announced_on=data["announced_on"],
            announced_where=data["announced_where"],
            slug=data["change"],
        )


class ExportForm(forms.Form):
    """An export; for a table whose columns could not be told, what they mean."""

    file = forms.FileField(
        label=lazy("Export of the channel"),
        error_messages={
            "required": lazy("Choose a file first."),
            "empty": lazy("The file is empty. Export it again and upload it."),
        },
    )
    day = forms.CharField(label=lazy("Column with the day"), required=False, max_length=200)
    author = forms.CharField(
        label=lazy("Column with who wrote it (only counted, never kept)"), required=False, max_length=200
    )
    text = forms.CharField(label=lazy("Column with the words"), required=False, max_length=200)

    def columns(self) -> dict[str, str]:
        """What columns mean, as far as it was said."""
        return {
            name: self.cleaned_data[name] for name in ("day", "author", "text") if self.cleaned_data[name]
        }
