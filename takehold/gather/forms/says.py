"""What is typed on /say/: the thing said, its receipt code, an answer, the desk."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, cast

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as lazy

from takehold.gather.facts.says import MOST_LETTERS, Desk, Offered, SayInput
from takehold.initiatives.forms.changes import Find, PersonField

SALT: Final = "takehold.gather.say"
LAST_FOR: Final = 24 * 3600
TOO_QUICK: Final = 2


class FormLost(Exception):
    """The form's stamp cannot be read or is too old: it is sent again from a new form, the text kept."""


class TooQuick(Exception):
    """It came back faster than anybody types: a program, or an impatient finger."""


def stamp(now: datetime) -> str:
    """A signed number for a new form, and when it was opened. Neither is ever kept."""
    return signing.dumps([secrets.token_urlsafe(18), int(now.timestamp())], salt=SALT)


def opened(sealed: str, now: datetime) -> str:
    """The form's number. Raises ``FormLost``, ``TooQuick``."""
    try:
        nonce, at = signing.loads(sealed, salt=SALT)
        age = now.timestamp() - int(at)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise FormLost from error
    if not -60 <= age <= LAST_FOR:
        raise FormLost
    if age < TOO_QUICK:
        raise TooQuick
    return str(nonce)


class SayForm(forms.Form):
    """Something said. ``website`` is seen by programs only, which fill in whatever they find."""

    kind = forms.ChoiceField(
        label=lazy("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose what it is about.")},
    )
    text = forms.CharField(
        label=lazy("In your own words"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": lazy("Write a few words.")},
    )
    change = forms.ChoiceField(label=lazy("About which change?"), required=False)
    team = forms.TypedChoiceField(
        label=lazy("From which team?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=lazy(
            "If you choose one, its manager reads it too. Small teams are not offered: they would be a name."
        ),
    )
    named = forms.BooleanField(label=lazy("With my name"), required=False)
    website = forms.CharField(required=False)

    def __init__(
        self, *args: Any, kinds: Iterable[tuple[str, str]], offered: Offered, signed_in: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._choose("kind", list(kinds))
        self._choose("change", [("", lazy("None in particular")), *offered.changes])
        places = [(place, [(str(key), name) for key, name in teams]) for place, teams in offered.places]
        self._choose("team", [("", lazy("I would rather not say")), *places])
        if not offered.changes:
            del self.fields["change"]
        if not offered.teams:
            del self.fields["team"]
        if not signed_in:
            del self.fields["named"]

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    @property
    def by_a_program(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))

    def said(self) -> SayInput:
        """What was said, once valid."""
        data = self.cleaned_data
        return SayInput(
            kind=data["kind"],
            text=data["text"],
            slug=data.get("change") or "",
            team_id=data.get("team"),
            named=bool(data.get("named")),
        )


class WordForm(forms.Form):
    """One text: an answer, or a word back."""

    text = forms.CharField(
        label=lazy("Your answer"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": lazy("Write a few words.")},
    )


class DeskForm(forms.Form):
    """The desk."""

    report_where = forms.CharField(
        label=lazy("Where are patient-safety incidents reported here?"),
        required=False,
        max_length=300,
        help_text=lazy(
            "A sentence with the name of your reporting system or a telephone number. It stands first on the page."
        ),
    )
    report_link = forms.URLField(
        label=lazy("Its address"), required=False, assume_scheme="https", max_length=200
    )
    duty = PersonField(
        label=lazy("Who is told at once when something is said to be wrong or unsafe?"),
        required=False,
        help_text=lazy(
            "Gets a mail with a link, never with what was said. A person whose mail address is known here."
        ),
    )
    duty_called = forms.CharField(
        label=lazy("What is this function called?"),
        required=False,
        max_length=200,
        help_text=lazy("For example: patient safety officer. People who write read this, not the name."),
    )
    lists_open = forms.BooleanField(
        label=lazy("People who are not signed in may choose the change and the team from a list"),
        required=False,
        help_text=lazy("Then whoever reaches this site reads the names of your changes and teams."),
    )

    def __init__(self, *args: Any, find: Find, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(PersonField, self.fields["duty"]).find = find

    def said(self) -> Desk:
        """The desk, once valid."""
        data = self.cleaned_data
        return Desk(
            report_where=data["report_where"],
            report_link=data["report_link"],
            duty_id=data["duty"],
            duty_called=data["duty_called"],
            lists_open=data["lists_open"],
        )
