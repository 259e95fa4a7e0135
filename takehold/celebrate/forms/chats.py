"""A chat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.celebrate.facts.chats import ChatKind
from takehold.initiatives.queries.names import ChangeName

KINDS = (
    (ChatKind.SLACK.value, "Slack"),
    (ChatKind.TEAMS.value, "Microsoft Teams"),
    (ChatKind.MATRIX.value, "Matrix"),
    (ChatKind.MAIL.value, lazy("a mail address")),
)


class ChatForm(forms.Form):
    """Where it is told, and what."""

    name = forms.CharField(label=lazy("What is the chat called?"), max_length=100)
    kind = forms.ChoiceField(label=lazy("What kind of chat is it?"), choices=KINDS)
    address = forms.CharField(
        label=lazy("Its address"),
        max_length=1000,
        help_text=lazy(
            "Slack and Teams: the address of an incoming webhook. Matrix: the address of the server. It is kept sealed and not shown again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    room = forms.CharField(label=lazy("Matrix: the number of the room"), max_length=255, required=False)
    token = forms.CharField(
        label=lazy("Matrix: the key of the account that writes"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    change = forms.ChoiceField(label=lazy("Which changes?"), required=False)
    states = forms.BooleanField(
        label=lazy("when the state of a change is another one"), required=False, initial=True
    )
    week = forms.BooleanField(label=lazy("on Mondays how each stands"), required=False, initial=True)
    wins = forms.BooleanField(label=lazy("each win when it is published"), required=False)

    def __init__(self, *args: Any, changes: Iterable[ChangeName], **options: Any) -> None:
        """``changes``: those that can be chosen, beside all."""
        super().__init__(*args, **options)
        field = cast(forms.ChoiceField, self.fields["change"])
        field.choices = [("", lazy("all changes")), *((each.slug, each.name) for each in changes)]
