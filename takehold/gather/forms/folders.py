"""Watching a folder: which one, and of which list its files are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from takehold.gather.queries.folders import BroughtList


class FolderForm(forms.Form):
    """Only what is allowed can be chosen."""

    folder = forms.ChoiceField(
        label=lazy("Which folder?"),
        help_text=lazy("Folders that whoever runs this server allows, and the folders in them."),
    )
    source = forms.ChoiceField(label=lazy("Of which list are its files?"))
    name = forms.CharField(
        label=lazy("What do you call it?"),
        required=False,
        max_length=200,
        help_text=lazy("Left empty, it is called as the folder is."),
    )

    def __init__(
        self, *args: Any, folders: Iterable[str], lists: Iterable[BroughtList], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered: dict[str, list[tuple[str, str]]] = {
            "folder": [(each, each) for each in folders],
            "source": [(str(each.source_id), f"{each.name} ({each.change})") for each in lists],
        }
        for name, several in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = several
