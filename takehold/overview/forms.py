"""What is typed into the pages of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy


def word() -> str:
    """The word that is typed before a person is erased, in the reader's language."""
    return _("erase")


class EraseForm(forms.Form):
    """The word, so that nobody is erased by a slip of the hand."""

    word = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["word"].label = _("Type “{word}” to do it").format(word=word())

    def clean_word(self) -> str:
        """The word, in capitals or not."""
        typed: str = self.cleaned_data["word"].strip()
        if typed.casefold() != word().casefold():
            raise forms.ValidationError(_("This is not the word. Nothing was erased."))
        return typed


class WhoForm(forms.Form):
    """Whom an administrator means."""

    key = forms.CharField(
        label=lazy("Key or mail address"), max_length=254, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=lazy("As the list of people has it."),
    )  # fmt: skip
