"""Bringing in a survey that was run elsewhere: first the file, then what its columns are and what was promised there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from takehold.gather.disclosure.variables import ELEMENTS, TRUST
from takehold.gather.facts.brought import SCALES, BroughtInput, ColumnBrought, Meaning, Said
from takehold.initiatives.forms.dates import DayField

MEANINGS = (
    (Meaning.LEAVE, _("leave out")),
    (Meaning.RATING_5, _("a scale from 1 to 5")),
    (Meaning.RATING_7, _("a scale from 1 to 7")),
    (Meaning.RATING_10, _("a scale from 0 to 10")),
    (Meaning.CHOICE, _("one of several answers")),
    (Meaning.LINE, _("a free line")),
    (Meaning.GROUP, _("the group of whoever answered")),
)
PARTS = (
    ("", _("no part of its own")),
    ("awareness", _("knowing why")),
    ("desire", _("wanting it")),
    ("knowledge", _("knowing how")),
    ("ability", _("being able to")),
    ("reinforcement", _("that it lasts")),
    (TRUST, _("trust")),
)
PROMISES = (
    ("confidential", _("confidential: somebody could have known who answered what")),
    ("anonymous", _("anonymous: nobody could know who answered")),
)


class FileForm(forms.Form):
    """The change and the file."""

    change = forms.ChoiceField(label=_("For which change?"))
    file = forms.FileField(
        label=_("Results, as CSV or JSON"),
        help_text=_(
            "In LimeSurvey: Responses → Export, as CSV with question codes or texts, or as JSON. CSV of other tools is read as well."
        ),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, changes: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        change = self.fields["change"]
        assert isinstance(change, forms.ChoiceField)  # noqa: S101
        change.choices = list(changes)


class AskForm(forms.Form):
    """Where another survey tool is, and which survey."""

    change = forms.ChoiceField(label=_("For which change?"))
    system = forms.ChoiceField(
        label=_("Where was it run?"), choices=(("limesurvey", "LimeSurvey"), ("formbricks", "Formbricks"))
    )
    address = forms.CharField(
        label=_("Its address"), max_length=500, help_text=_("For example https://survey.example.org")
    )
    user = forms.CharField(
        label=_("Name of the account"), max_length=200, required=False, help_text=_("Formbricks needs none.")
    )
    secret = forms.CharField(
        label=_("Password or key"), max_length=500, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Used for this one reading and forgotten."),
    )  # fmt: skip
    survey = forms.CharField(label=_("Number of the survey there"), max_length=60)

    def __init__(self, *args: Any, changes: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "ask_%s", **options})
        change = self.fields["change"]
        assert isinstance(change, forms.ChoiceField)  # noqa: S101
        change.choices = list(changes)


class MeaningForm(forms.Form):
    """What the survey was, and for each column its kind."""

    title = forms.CharField(label=_("What was it called?"), max_length=200)
    opens_on = DayField(label=_("Its first day"))
    closes_on = DayField(label=_("Its last day"))
    promise = forms.ChoiceField(
        label=_("What was promised there?"), choices=PROMISES, widget=forms.RadioSelect
    )
    promise_text = forms.CharField(
        label=_("The promise in its own words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "It stands above the results here, and is kept: groups of at least 5, comments of at least 10."
        ),
    )

    def __init__(self, *args: Any, columns: Sequence[ColumnBrought], **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = columns
        for each in columns:
            n = each.number
            self.fields[f"is-{n}"] = forms.ChoiceField(
                label=_("What is it?"), choices=MEANINGS, initial=each.meaning
            )
            self.fields[f"part-{n}"] = forms.ChoiceField(label=_("Asks about"), choices=PARTS, required=False)
            self.fields[f"reverse-{n}"] = forms.BooleanField(label=_("agreeing is bad"), required=False)

    def asked(self) -> list[tuple[ColumnBrought, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each column with its three fields."""
        return [
            (each, self[f"is-{each.number}"], self[f"part-{each.number}"], self[f"reverse-{each.number}"])
            for each in self.columns
        ]

    def said(self, slug: str) -> BroughtInput:
        """What was said."""
        data = self.cleaned_data
        columns = []
        for each in self.columns:
            meaning, part = Meaning(data[f"is-{each.number}"]), data[f"part-{each.number}"]
            known = part if part in (*ELEMENTS, TRUST) and meaning in SCALES else ""
            columns.append(Said(meaning, known, bool(data[f"reverse-{each.number}"])))
        names = ("title", "opens_on", "closes_on", "promise", "promise_text")
        return BroughtInput(slug=slug, columns=tuple(columns), **{name: data[name] for name in names})
