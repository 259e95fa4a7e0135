"""A theme of the codebook, and the decision about one text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.gaps.facts.codebook import CodedTheme, WordingInput
from takehold.people.facts import PersonFact


class ThemeForm(forms.Form):
    """What a theme means."""

    name = forms.CharField(
        label=lazy("What is it called?"),
        max_length=80,
        help_text=lazy("Two or three words about a thing: “Time at night”. Never about a person."),
    )
    meaning = forms.CharField(
        label=lazy("What does it mean?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("One sentence that two people would read alike."),
    )
    use = forms.CharField(
        label=lazy("When is it used?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    avoid = forms.CharField(
        label=lazy("When is it not?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("What lies near and belongs under another theme."),
    )
    example = forms.CharField(
        label=lazy("An example"),
        max_length=300,
        required=False,
        help_text=lazy(
            "In your own words. Everybody who may read the change reads it, so never copy what somebody wrote."
        ),
    )

    heard_as = forms.TypedChoiceField(
        label=lazy("By whose words is it counted in open channels?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=lazy("Their messages are counted where these words stand, and read by nobody."),
    )

    def __init__(self, *args: Any, words: Iterable[tuple[int, str]], **options: Any) -> None:
        """``words``: themes that have words by which messages are counted."""
        super().__init__(*args, **options)
        field = cast(forms.TypedChoiceField, self.fields["heard_as"])
        field.choices = [("", lazy("it is not counted there")), *((str(key), name) for key, name in words)]

    def said(self) -> WordingInput:
        """The wording, once valid."""
        data = self.cleaned_data
        return WordingInput(
            data["name"], data["meaning"], data["use"], data["avoid"], data["example"], data.get("reason", ""),
            data["heard_as"],
        )  # fmt: skip


class RewordForm(ThemeForm):
    """The same, said anew."""

    reason = forms.CharField(
        label=lazy("Why is it said anew?"),
        max_length=300,
        help_text=lazy("The earlier wording stays to be read, with this."),
    )


class CodeForm(forms.Form):
    """Under which themes a text is put."""

    seal = forms.CharField(max_length=24, widget=forms.HiddenInput)
    themes = forms.TypedMultipleChoiceField(
        required=False, coerce=int, widget=forms.CheckboxSelectMultiple, label=lazy("What is it about?")
    )

    def __init__(self, *args: Any, book: Iterable[CodedTheme], **options: Any) -> None:
        """``book``: the themes in use."""
        super().__init__(*args, **options)
        field = cast(forms.TypedMultipleChoiceField, self.fields["themes"])
        field.choices = [(str(each.id), each.name) for each in book]


class CoderForm(forms.Form):
    """Who reads besides those who lead the change."""

    person = forms.TypedChoiceField(label=lazy("Who?"), coerce=int)
    second = forms.TypedChoiceField(
        label=lazy("As what?"),
        choices=[
            ("1", lazy("the second, who reads a sample without knowing what was decided")),
            ("0", lazy("one more of the first, who share all texts")),
        ],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )

    def __init__(self, *args: Any, people: Iterable[PersonFact], **options: Any) -> None:
        """``people``: those who see all groups anyway."""
        super().__init__(*args, **options)
        field = cast(forms.TypedChoiceField, self.fields["person"])
        field.choices = [("", lazy("choose")), *((str(each.id), each.name) for each in people)]
