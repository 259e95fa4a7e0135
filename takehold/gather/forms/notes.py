"""A note on a phone: one tap, one text; everything else may stay as the kind has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.gather.facts.notes import MOST_LETTERS, NoteInput
from takehold.initiatives.forms.changes import Find, PersonField
from takehold.initiatives.forms.dates import DayField

Choices = Iterable[tuple[str, str]]


class NoteForm(forms.Form):
    """A note."""

    kind = forms.ChoiceField(
        label=lazy("What was it?"),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Choose what it was.")},
    )
    text = forms.CharField(
        label=lazy("In a few words"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": lazy("Write a few words.")},
    )
    change = forms.ChoiceField(label=lazy("About which change?"), required=False)
    team = forms.TypedChoiceField(label=lazy("In which team?"), required=False, coerce=int, empty_value=None)
    about = PersonField(
        label=lazy("About whom?"),
        required=False,
        help_text=lazy(
            "That person reads the note at once and may answer. Leave it out where it is about a thing."
        ),
    )
    theme = forms.CharField(
        label=lazy("What is the theme?"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "known-themes", "autocomplete": "off"}),
        help_text=lazy("A thing in two or three words, no name: “Login takes too long”."),
    )
    happened_on = DayField(label=lazy("When?"), required=False)
    formality = forms.ChoiceField(label=lazy("Formal or informal?"), required=False)
    certainty = forms.ChoiceField(label=lazy("How sure is it?"), required=False)
    visibility = forms.ChoiceField(label=lazy("Who may read it?"), required=False)

    def __init__(
        self,
        *args: Any,
        changes: Choices,
        teams: Iterable[tuple[int, str]],
        sorts: Mapping[str, Choices],
        find: Find,
        **options: Any,
    ) -> None:
        """``sorts``: the choices of kind, formality, certainty and visibility."""
        super().__init__(*args, **options)
        usual = ("", lazy("as usual for this kind"))
        self._choose("kind", list(sorts["kind"]))
        for name in ("formality", "certainty", "visibility"):
            self._choose(name, [usual, *sorts[name]])
        self._choose("change", [("", lazy("None in particular")), *changes])
        self._choose("team", [("", lazy("My own team")), *((str(key), name) for key, name in teams)])
        cast(PersonField, self.fields["about"]).find = find

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def said(self) -> NoteInput:
        """The note, once valid."""
        data = self.cleaned_data
        return NoteInput(
            kind=data["kind"], text=data["text"], slug=data["change"], team_id=data["team"], about_id=data["about"],
            theme=data["theme"], happened_on=data["happened_on"], formality=data["formality"],
            certainty=data["certainty"], visibility=data["visibility"],
        )  # fmt: skip


class ThemeForm(forms.Form):
    """A theme and the words by which it is found."""

    name = forms.CharField(label=lazy("What is the theme?"), max_length=120)
    words = forms.CharField(
        label=lazy("Words by which it is found"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy(
            "One a line, in any language spoken here. Endings do not matter. Several words on a line are meant together."
        ),
    )

    def listed(self) -> list[str]:
        """The words, once valid."""
        return [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
