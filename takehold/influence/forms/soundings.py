"""Asking colleagues, and answering in a minute."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.influence.facts.soundings import Course, Form, SoundingAnswer, SoundingInput
from takehold.influence.queries.words import COURSES, FORMS, LANDS, OPENLY, choices


class AskForm(forms.Form):
    """What a leader asks about, in which form, and whom."""

    about = forms.CharField(
        label=lazy("How what lands?"), max_length=160, help_text=lazy("“How I bring in the handover record”.")
    )
    form = forms.ChoiceField(label=lazy("In which form?"), choices=choices(FORMS), widget=forms.RadioSelect)
    people = forms.CharField(
        label=lazy("Whom do you trust to tell you?"),
        help_text=lazy("One mail address or key in each line. They read first which form it is."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=8000,
    )

    def told(self) -> SoundingInput:
        """What is asked, once valid."""
        data = self.cleaned_data
        return SoundingInput(data["about"], Form(data["form"]), tuple(data["people"].splitlines()))


class AnswerForm(forms.Form):
    """Three questions."""

    lands = forms.TypedChoiceField(
        label=lazy("1. How does it land with you and those around you?"),
        choices=LANDS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    openly = forms.TypedChoiceField(
        label=lazy("2. If something about it went wrong, would you say so openly?"),
        choices=OPENLY,
        coerce=int,
        widget=forms.RadioSelect,
    )
    course = forms.ChoiceField(
        label=lazy("3. What should be done differently first?"),
        choices=choices(COURSES),
        widget=forms.RadioSelect,
    )

    def told(self) -> SoundingAnswer:
        """The answer, once valid."""
        data = self.cleaned_data
        return SoundingAnswer(data["lands"], data["openly"], Course(data["course"]), data.get("note", ""))


class NoteForm(AnswerForm):
    """By name there is room for a line."""

    note = forms.CharField(
        label=lazy("Anything else, in a line?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
